using System;
using System.Text;

namespace Kaa.Rt
{
    /// <summary>Text of floats as Python and C write it.</summary>
    public sealed partial class Host
    {
        static string Special(double value)
        {
            if (double.IsNaN(value)) return "nan";
            if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
            return null;
        }

        static string SignOf(double value) => BitConverter.DoubleToInt64Bits(value) < 0 ? "-" : "";

        public sbyte[] float_repr(double value)
        {
            string special = Special(value);
            if (special != null) return Ascii(special);
            if (value == 0) return Ascii(SignOf(value) + "0.0");
            int point;
            string digits = FloatText.Shortest(Math.Abs(value), out point);
            return Ascii(SignOf(value) + Place(digits, point));
        }

        static string Place(string digits, int point)
        {
            int count = digits.Length;
            if (point < -3 || point > 16)
            {
                string fraction = count > 1 ? "." + digits.Substring(1) : "";
                return digits.Substring(0, 1) + fraction + Exponent(point - 1);
            }
            if (point <= 0) return "0." + new string('0', -point) + digits;
            if (point >= count) return digits + new string('0', point - count) + ".0";
            return digits.Substring(0, point) + "." + digits.Substring(point);
        }

        /// <summary>C's exponent: a sign and at least two digits.</summary>
        static string Exponent(int value) => (value < 0 ? "e-" : "e+") + Math.Abs(value).ToString("00");

        static string Scientific(double value, int precision, bool alternate)
        {
            int point;
            string digits = FloatText.Rounded(value, precision + 1, out point);
            string dot = precision > 0 || alternate ? "." : "";
            return digits.Substring(0, 1) + dot + digits.Substring(1) + Exponent(point - 1);
        }

        static string Fixed(double value, int precision, bool alternate)
        {
            string digits = FloatText.Scaled(value, precision).ToString().PadLeft(precision + 1, '0');
            string dot = precision > 0 || alternate ? "." : "";
            int point = digits.Length - precision;
            return digits.Substring(0, point) + dot + digits.Substring(point);
        }

        static string General(double value, int precision, bool alternate)
        {
            precision = Math.Max(precision, 1);
            int point;
            FloatText.Rounded(value, precision, out point);
            bool plain = point > -4 && point <= precision;
            string text = plain
                ? Fixed(value, precision - point, alternate)
                : Scientific(value, precision - 1, alternate);
            return alternate ? text : WithoutTrailingZeros(text);
        }

        static string WithoutTrailingZeros(string text)
        {
            int end = text.IndexOf('e');
            string mantissa = end < 0 ? text : text.Substring(0, end);
            if (mantissa.IndexOf('.') < 0) return text;
            return mantissa.TrimEnd('0').TrimEnd('.') + (end < 0 ? "" : text.Substring(end));
        }

        public sbyte[] float_format(double value, int kind, int precision, bool alternate)
        {
            string special = Special(value);
            if (special != null) return Ascii(special);
            double magnitude = Math.Abs(value);
            precision = Math.Max(precision, 0);
            string text;
            switch (kind)
            {
                case 'e': text = Scientific(magnitude, precision, alternate); break;
                case 'f': text = Fixed(magnitude, precision, alternate); break;
                default: text = General(magnitude, precision, alternate); break;
            }
            return Ascii(SignOf(value) + text);
        }

        public double float_parse(sbyte[] text) => FloatText.Parse(Encoding.ASCII.GetString(Unsigned(text)));
    }
}

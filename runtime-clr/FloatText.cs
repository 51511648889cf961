using System;
using System.Numerics;
using System.Text;

namespace Kaa.Rt
{
    /// <summary>Floats to digits and back, exactly: the framework's own conversions differ between
    /// its versions.</summary>
    static class FloatText
    {
        const int MantissaBits = 53;
        const int LeastExponent = -1074;

        /// <summary>The magnitude of a finite value as mantissa * 2 ** exponent.</summary>
        internal static void Split(double value, out ulong mantissa, out int exponent)
        {
            long bits = BitConverter.DoubleToInt64Bits(value);
            mantissa = (ulong)bits & 0xFFFFFFFFFFFFF;
            int biased = (int)(bits >> 52) & 0x7FF;
            if (biased != 0) mantissa |= 1UL << 52;
            exponent = Math.Max(biased, 1) - 1075;
        }

        static int BitLength(BigInteger value)
        {
            var bytes = value.ToByteArray();
            int top = bytes.Length - 1;
            if (bytes[top] == 0 && top > 0) top--;
            return top * 8 + 32 - Ops.Clz32(bytes[top]);
        }

        /// <summary>The float nearest to a quotient, ties to even; an infinity out of range.</summary>
        internal static double Ratio(BigInteger above, BigInteger below)
        {
            if (above.IsZero) return 0.0;
            bool negative = above.Sign != below.Sign;
            above = BigInteger.Abs(above);
            below = BigInteger.Abs(below);
            // The quotient gets 54 or 55 bits, unless its last bit would lie below the subnormals'.
            int shift = BitLength(below) - BitLength(above) + MantissaBits + 1;
            shift = Math.Min(shift, 1 - LeastExponent);
            BigInteger rest;
            var quotient = shift >= 0
                ? BigInteger.DivRem(above << shift, below, out rest)
                : BigInteger.DivRem(above, below << -shift, out rest);
            double magnitude = Assemble((ulong)quotient, !rest.IsZero, -shift);
            return negative ? -magnitude : magnitude;
        }

        /// <summary>Rounds mantissa * 2 ** exponent, of at most 63 bits and at least one bit more
        /// than fit; `more` says that the true value lies above.</summary>
        internal static double Assemble(ulong mantissa, bool more, int exponent)
        {
            int bits = 64 - (int)Ops.Clz64((long)mantissa);
            int drop = Math.Max(bits - MantissaBits, LeastExponent - exponent);
            ulong half = 1UL << (drop - 1);
            ulong rest = mantissa & (half * 2 - 1);
            mantissa >>= drop;
            exponent += drop;
            if (rest > half || rest == half && (more || (mantissa & 1) != 0)) mantissa++;
            if (mantissa == 1UL << MantissaBits)
            {
                mantissa >>= 1;
                exponent++;
            }
            if (exponent > 971) return double.PositiveInfinity;
            bool subnormal = mantissa < 1UL << (MantissaBits - 1);
            ulong biased = subnormal ? 0 : (ulong)(exponent + 1075);
            return BitConverter.Int64BitsToDouble((long)(biased << 52 | mantissa & 0xFFFFFFFFFFFFF));
        }

        static readonly double[] ExactPowers =
        {
            1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
            1e18, 1e19, 1e20, 1e21, 1e22,
        };

        /// <summary>The float nearest to digits * 10 ** exponent.</summary>
        static double Nearest(string digits, int exponent)
        {
            digits = digits.TrimStart('0');
            if (digits.Length == 0 || digits.Length + (long)exponent < -330) return 0.0;
            if (digits.Length + (long)exponent > 310) return double.PositiveInfinity;
            if (digits.Length <= 15 && Math.Abs(exponent) <= 22)
            {
                // Both numbers are exact floats, so one operation rounds once.
                double value = long.Parse(digits);
                return exponent < 0 ? value / ExactPowers[-exponent] : value * ExactPowers[exponent];
            }
            var mantissa = BigInteger.Parse(digits);
            return exponent < 0
                ? Ratio(mantissa, BigInteger.Pow(10, -exponent))
                : Ratio(mantissa * BigInteger.Pow(10, exponent), BigInteger.One);
        }

        internal static double Parse(string text)
        {
            int at = 0;
            bool negative = text.Length > 0 && text[0] == '-';
            if (negative || text.Length > 0 && text[0] == '+') at++;
            string rest = text.Substring(at).ToLowerInvariant();
            double magnitude;
            if (rest == "nan") return double.NaN;
            if (rest == "inf" || rest == "infinity") magnitude = double.PositiveInfinity;
            else magnitude = ParseDecimal(rest);
            return negative ? -magnitude : magnitude;
        }

        static double ParseDecimal(string text)
        {
            var digits = new StringBuilder();
            int at = 0, fraction = 0;
            bool point = false;
            for (; at < text.Length && text[at] != 'e'; at++)
            {
                if (text[at] == '.') point = true;
                else
                {
                    digits.Append(text[at]);
                    if (point) fraction++;
                }
            }
            long exponent = 0;
            if (at < text.Length) exponent = ParseExponent(text.Substring(at + 1));
            exponent = Math.Max(Math.Min(exponent - fraction, 1 << 28), -(1 << 28));
            return Nearest(digits.ToString(), (int)exponent);
        }

        /// <summary>Saturates: far beyond the range of floats one exponent is like another.</summary>
        static long ParseExponent(string text)
        {
            bool negative = text.StartsWith("-");
            long value = 0;
            foreach (char digit in text.TrimStart('+', '-'))
            {
                value = Math.Min(value * 10 + digit - '0', 1L << 40);
            }
            return negative ? -value : value;
        }

        /// <summary>The shortest digits that read back as the positive value, the nearest of those:
        /// value = 0.d1d2.. * 10 ** point.</summary>
        internal static string Shortest(double value, out int point)
        {
            // Decimals of 15 digits are further apart than normal floats are: if one reads back it
            // is the only one, and its digits without the trailing zeros are the shortest.
            if (value >= 2.2250738585072014e-308)
            {
                string rounded = Rounded(value, 15, out point);
                if (Nearest(rounded, point - rounded.Length) == value) return Trimmed(rounded);
            }
            return SteeleWhite(value, out point);
        }

        static string Trimmed(string digits)
        {
            digits = digits.TrimEnd('0');
            return digits.Length == 0 ? "0" : digits;
        }

        /// <summary>Digit generation with the interval of numbers that read back as the value: all
        /// quantities are multiples of 1 / scale.</summary>
        static string SteeleWhite(double value, out int point)
        {
            ulong mantissa;
            int exponent;
            Split(value, out mantissa, out exponent);
            // At a power of two the gap below is half the gap above.
            bool uneven = mantissa == 1UL << 52 && exponent > LeastExponent;
            BigInteger rest = new BigInteger(mantissa) << (uneven ? 2 : 1);
            BigInteger scale = uneven ? 4 : 2, above = uneven ? 2 : 1, below = 1;
            if (exponent >= 0)
            {
                rest <<= exponent;
                above <<= exponent;
                below <<= exponent;
            }
            else
            {
                scale <<= -exponent;
            }
            bool inclusive = (mantissa & 1) == 0;
            point = (int)Math.Ceiling(Math.Log10(value) - 1e-10);
            if (point >= 0) scale *= BigInteger.Pow(10, point);
            else
            {
                var power = BigInteger.Pow(10, -point);
                rest *= power;
                above *= power;
                below *= power;
            }
            if (inclusive ? rest + above >= scale : rest + above > scale) point++;
            else
            {
                rest *= 10;
                above *= 10;
                below *= 10;
            }
            return Generate(rest, scale, above, below, inclusive, ref point);
        }

        static string Generate(
            BigInteger rest, BigInteger scale, BigInteger above, BigInteger below, bool inclusive, ref int point)
        {
            var text = new StringBuilder();
            for (;;)
            {
                int digit = (int)BigInteger.DivRem(rest, scale, out rest);
                bool low = inclusive ? rest <= below : rest < below;
                bool high = inclusive ? rest + above >= scale : rest + above > scale;
                if (!low && !high)
                {
                    text.Append((char)('0' + digit));
                    rest *= 10;
                    above *= 10;
                    below *= 10;
                    continue;
                }
                int half = (rest * 2).CompareTo(scale);
                bool up = high && (!low || half > 0 || half == 0 && (digit & 1) != 0);
                if (!up) text.Append((char)('0' + digit));
                else if (digit < 9) text.Append((char)('0' + digit + 1));
                else CarryInto(text, ref point);
                return text.ToString();
            }
        }

        /// <summary>Adds one to the last digit after a nine, which becomes a dropped zero.</summary>
        static void CarryInto(StringBuilder text, ref int point)
        {
            while (text.Length > 0 && text[text.Length - 1] == '9') text.Length--;
            if (text.Length > 0) text[text.Length - 1]++;
            else
            {
                text.Append('1');
                point++;
            }
        }

        /// <summary>Exactly `count` significant digits of a positive value, ties to even.</summary>
        internal static string Rounded(double value, int count, out int point)
        {
            if (value == 0)
            {
                point = 1;
                return new string('0', count);
            }
            point = (int)Math.Floor(Math.Log10(value)) + 1;
            // The logarithm may be off by one next to a power of ten.
            for (;;)
            {
                string digits = Scaled(value, count - point).ToString();
                if (digits.Length == count) return digits;
                if (digits.Length == count + 1 && digits.TrimEnd('0').Length == 1)
                {
                    // Rounded up to a power of ten; the same digits one place further.
                    point++;
                    return digits.Substring(0, count);
                }
                point += digits.Length - count;
            }
        }

        /// <summary>value * 10 ** power rounded to an integer, ties to even.</summary>
        internal static BigInteger Scaled(double value, int power)
        {
            ulong mantissa;
            int exponent;
            Split(value, out mantissa, out exponent);
            BigInteger above = mantissa, below = BigInteger.One;
            if (power >= 0) above *= BigInteger.Pow(10, power);
            else below = BigInteger.Pow(10, -power);
            if (exponent >= 0) above <<= exponent;
            else below <<= -exponent;
            BigInteger rest;
            var quotient = BigInteger.DivRem(above, below, out rest);
            int half = (rest * 2).CompareTo(below);
            return half > 0 || half == 0 && !quotient.IsEven ? quotient + 1 : quotient;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Numerics;
using System.Text;

namespace Kaa.Rt
{
    /// <summary>Big integers: System.Numerics has the program's own byte form; the everyday operations are in
    /// <see cref="Limbs"/>.</summary>
    public sealed partial class Host
    {
        static BigInteger Big(sbyte[] bytes) => new BigInteger(Unsigned(bytes));

        static sbyte[] Bytes(BigInteger value) => Signed(value.ToByteArray());

        public sbyte[] big_from_i64(long value) => Bytes(value);

        public sbyte[] big_add(sbyte[] a, sbyte[] b) => Limbs.Add(Limbs.Of(a), Limbs.Of(b)).Bytes();

        public sbyte[] big_sub(sbyte[] a, sbyte[] b) => Limbs.Subtract(Limbs.Of(a), Limbs.Of(b)).Bytes();

        public sbyte[] big_mul(sbyte[] a, sbyte[] b) =>
            Limbs.Multiply(Limbs.Of(a), Limbs.Of(b)) ?? Bytes(Big(a) * Big(b));

        public sbyte[] big_floordiv(sbyte[] a, sbyte[] b)
        {
            Limbs remainder;
            return Limbs.FloorDivide(Limbs.Of(a), Limbs.Of(b), out remainder).Bytes();
        }

        public sbyte[] big_mod(sbyte[] a, sbyte[] b)
        {
            Limbs remainder;
            Limbs.FloorDivide(Limbs.Of(a), Limbs.Of(b), out remainder);
            return remainder.Bytes();
        }

        public sbyte[] big_pow(sbyte[] a, long exponent)
        {
            // A larger exponent fits in memory only for 0, 1 and -1, whose powers depend on its
            // parity alone.
            int power = exponent <= int.MaxValue ? (int)exponent : 2 + (int)(exponent & 1);
            return Bytes(BigInteger.Pow(Big(a), power));
        }

        public sbyte[] big_powmod(sbyte[] a, sbyte[] b, sbyte[] m)
        {
            var modulus = Big(m);
            var result = BigInteger.ModPow(Big(a), Big(b), BigInteger.Abs(modulus));
            if (!result.IsZero && result.Sign != modulus.Sign) result += modulus;
            return Bytes(result);
        }

        public sbyte[] big_gcd(sbyte[] a, sbyte[] b) =>
            Bytes(BigInteger.GreatestCommonDivisor(Big(a), Big(b)));

        /// <summary>Newton's method from above.</summary>
        public sbyte[] big_isqrt(sbyte[] a)
        {
            var value = Big(a);
            if (value.IsZero) return Bytes(value);
            var root = BigInteger.One << (int)((BitLength(value) + 1) / 2);
            for (;;)
            {
                var next = (root + value / root) >> 1;
                if (next >= root) return Bytes(root);
                root = next;
            }
        }

        public sbyte[] big_and(sbyte[] a, sbyte[] b) => Bytes(Big(a) & Big(b));

        public sbyte[] big_or(sbyte[] a, sbyte[] b) => Bytes(Big(a) | Big(b));

        public sbyte[] big_xor(sbyte[] a, sbyte[] b) => Bytes(Big(a) ^ Big(b));

        public sbyte[] big_shl(sbyte[] a, long n) => Bytes(Big(a) << checked((int)n));

        public sbyte[] big_shr(sbyte[] a, long n)
        {
            if (n > int.MaxValue) return Bytes(a[a.Length - 1] < 0 ? -1 : 0);
            return Bytes(FloorShift(Big(a), (int)n));
        }

        /// <summary>Not every framework's shift of a negative number rounds down.</summary>
        static BigInteger FloorShift(BigInteger value, int n) =>
            value.Sign < 0 ? -1 - ((-1 - value) >> n) : value >> n;

        public int big_cmp(sbyte[] a, sbyte[] b) => Limbs.Compare(Limbs.Of(a), Limbs.Of(b));

        static long BitLength(BigInteger value)
        {
            var bytes = BigInteger.Abs(value).ToByteArray();
            int top = bytes.Length - 1;
            if (bytes[top] == 0 && top > 0) top--;
            return top * 8L + 32 - Ops.Clz32(bytes[top]);
        }

        public long big_bit_length(sbyte[] a) => BitLength(Big(a));

        public sbyte[] big_to_text(sbyte[] a, int base_)
        {
            var value = Big(a);
            var text = new StringBuilder();
            if (value.Sign < 0) text.Append('-');
            AppendDigits(text, BigInteger.Abs(value), base_, 0, new List<BigInteger>());
            return Ascii(text.ToString());
        }

        const string DigitCharacters = "0123456789abcdefghijklmnopqrstuvwxyz";

        /// <summary>Splits at half the digits, so that the cost is that of multiplication. `width` is
        /// the number of digits to fill with zeros; `powers[k]` is base ** (12 * 2**k).</summary>
        static void AppendDigits(StringBuilder text, BigInteger value, int base_, int width, List<BigInteger> powers)
        {
            if (value <= ulong.MaxValue)
            {
                AppendSmall(text, (ulong)value, base_, width);
                return;
            }
            int level = 0;
            for (;; level++)
            {
                if (level == powers.Count)
                {
                    powers.Add(level == 0 ? BigInteger.Pow(base_, 12) : powers[level - 1] * powers[level - 1]);
                }
                if (powers[level] > value) break;
            }
            level = Math.Max(level - 1, 0);
            BigInteger low;
            var high = BigInteger.DivRem(value, powers[level], out low);
            int lowWidth = 12 << level;
            AppendDigits(text, high, base_, Math.Max(width - lowWidth, 0), powers);
            AppendDigits(text, low, base_, lowWidth, powers);
        }

        static void AppendSmall(StringBuilder text, ulong value, int base_, int width)
        {
            var digits = new char[Math.Max(64, width)];
            int at = digits.Length;
            while (value != 0)
            {
                digits[--at] = DigitCharacters[(int)(value % (uint)base_)];
                value /= (uint)base_;
            }
            int least = Math.Max(width, 1);
            while (digits.Length - at < least) digits[--at] = '0';
            text.Append(digits, at, digits.Length - at);
        }

        public sbyte[] big_from_text(sbyte[] digits, int base_)
        {
            int start = digits.Length > 0 && digits[0] == '-' ? 1 : 0;
            if (start == digits.Length) return null;
            for (int index = start; index < digits.Length; index++)
            {
                int digit = DigitOf(digits[index]);
                if (digit < 0 || digit >= base_) return null;
            }
            var value = ParseDigits(digits, start, digits.Length, base_);
            return Bytes(start == 1 ? -value : value);
        }

        static int DigitOf(sbyte character)
        {
            if (character >= '0' && character <= '9') return character - '0';
            if (character >= 'a' && character <= 'z') return character - 'a' + 10;
            if (character >= 'A' && character <= 'Z') return character - 'A' + 10;
            return -1;
        }

        static BigInteger ParseDigits(sbyte[] digits, int start, int end, int base_)
        {
            if (end - start <= 12)
            {
                long value = 0;
                for (int index = start; index < end; index++) value = value * base_ + DigitOf(digits[index]);
                return value;
            }
            int middle = end - (end - start) / 2;
            var high = ParseDigits(digits, start, middle, base_);
            return high * BigInteger.Pow(base_, end - middle) + ParseDigits(digits, middle, end, base_);
        }

        public double big_to_f64(sbyte[] a) => FloatText.Ratio(Big(a), BigInteger.One);

        public sbyte[] big_from_f64(double value)
        {
            ulong mantissa;
            int exponent;
            FloatText.Split(value, out mantissa, out exponent);
            BigInteger result = mantissa;
            result = exponent >= 0 ? result << exponent : result >> -exponent;
            return Bytes(value < 0 ? -result : result);
        }

        public double big_truediv(sbyte[] a, sbyte[] b) => FloatText.Ratio(Big(a), Big(b));
    }
}

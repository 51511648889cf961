using System;
using System.Numerics;

namespace Kaa.Rt
{
    /// <summary>Arithmetic of big integers on 32-bit limbs. System.Numerics reads and writes the program's bytes one by
    /// one, which costs more than most sums and products; it stays for long products.</summary>
    struct Limbs
    {
        /// <summary>Both factors above this: the framework's Karatsuba wins.</summary>
        const int LongProduct = 80;

        uint[] digits;
        int count;
        bool isNegative;

        Limbs(uint[] digits, int count, bool isNegative)
        {
            while (count > 0 && digits[count - 1] == 0) count--;
            this.digits = digits;
            this.count = count;
            this.isNegative = isNegative;
        }

        /// <summary>Of two's complement, little-endian.</summary>
        internal static Limbs Of(sbyte[] bytes)
        {
            int length = bytes.Length, count = (length + 3) / 4;
            var digits = new uint[count];
            Buffer.BlockCopy(bytes, 0, digits, 0, length);
            bool isNegative = length > 0 && bytes[length - 1] < 0;
            if (isNegative)
            {
                int used = length & 3;
                if (used != 0) digits[count - 1] |= uint.MaxValue << (used * 8);
                Negate(digits, count);
            }
            return new Limbs(digits, count, isNegative);
        }

        /// <summary>Two's complement in place.</summary>
        static void Negate(uint[] digits, int count)
        {
            int at = 0;
            while (at < count && digits[at] == 0) at++;
            if (at == count) return;
            digits[at] = 0 - digits[at];
            while (++at < count) digits[at] = ~digits[at];
        }

        /// <summary>The shortest two's complement; the limbs are used up.</summary>
        internal sbyte[] Bytes()
        {
            if (count == 0) return new sbyte[1];
            if (isNegative) Negate(digits, count);
            int fill = isNegative ? 0xFF : 0;
            int length = count * 4;
            while (length > 0 && ByteAt(length - 1) == fill) length--;
            if (length == 0 || ByteAt(length - 1) >= 0x80 != isNegative) length++;
            var bytes = new sbyte[length];
            Buffer.BlockCopy(digits, 0, bytes, 0, Math.Min(length, count * 4));
            if (length > count * 4) bytes[length - 1] = (sbyte)fill;
            return bytes;
        }

        int ByteAt(int index) => (int)(digits[index >> 2] >> ((index & 3) * 8)) & 0xFF;

        internal static int Compare(Limbs a, Limbs b)
        {
            if (a.isNegative != b.isNegative) return a.isNegative ? -1 : 1;
            int order = CompareSize(a, b);
            return a.isNegative ? -order : order;
        }

        static int CompareSize(Limbs a, Limbs b)
        {
            if (a.count != b.count) return a.count < b.count ? -1 : 1;
            for (int at = a.count - 1; at >= 0; at--)
            {
                if (a.digits[at] != b.digits[at]) return a.digits[at] < b.digits[at] ? -1 : 1;
            }
            return 0;
        }

        internal static Limbs Add(Limbs a, Limbs b)
        {
            if (a.isNegative == b.isNegative) return a.count >= b.count ? Sum(a, b) : Sum(b, a);
            return CompareSize(a, b) >= 0 ? Difference(a, b) : Difference(b, a);
        }

        internal static Limbs Subtract(Limbs a, Limbs b)
        {
            b.isNegative = !b.isNegative;
            return Add(a, b);
        }

        /// <summary>Of sizes, with the sign of the longer.</summary>
        static Limbs Sum(Limbs longer, Limbs shorter)
        {
            var sum = new uint[longer.count + 1];
            ulong carry = 0;
            for (int at = 0; at < longer.count; at++)
            {
                carry += longer.digits[at];
                if (at < shorter.count) carry += shorter.digits[at];
                sum[at] = (uint)carry;
                carry >>= 32;
            }
            sum[longer.count] = (uint)carry;
            return new Limbs(sum, sum.Length, longer.isNegative);
        }

        /// <summary>Of sizes, with the sign of the larger.</summary>
        static Limbs Difference(Limbs larger, Limbs smaller)
        {
            var difference = new uint[larger.count];
            long borrow = 0;
            for (int at = 0; at < larger.count; at++)
            {
                borrow += larger.digits[at];
                if (at < smaller.count) borrow -= smaller.digits[at];
                difference[at] = (uint)borrow;
                borrow >>= 32;
            }
            return new Limbs(difference, difference.Length, larger.isNegative);
        }

        /// <summary>Null: it is the framework's turn.</summary>
        internal static sbyte[] Multiply(Limbs a, Limbs b)
        {
            if (Math.Min(a.count, b.count) > LongProduct) return null;
            var product = new uint[a.count + b.count];
            for (int i = 0; i < a.count; i++)
            {
                ulong factor = a.digits[i], carry = 0;
                for (int k = 0; k < b.count; k++)
                {
                    carry += factor * b.digits[k] + product[i + k];
                    product[i + k] = (uint)carry;
                    carry >>= 32;
                }
                product[i + b.count] = (uint)carry;
            }
            return new Limbs(product, product.Length, a.isNegative != b.isNegative).Bytes();
        }

        /// <summary>Quotient rounded down, and what is left, which has the divisor's sign.</summary>
        internal static Limbs FloorDivide(Limbs a, Limbs b, out Limbs remainder)
        {
            uint[] rest;
            var quotient = Divide(a, b, out rest);
            remainder = new Limbs(rest, rest.Length, b.isNegative);
            var result = new Limbs(quotient, quotient.Length, a.isNegative != b.isNegative);
            if (a.isNegative == b.isNegative || remainder.count == 0) return result;
            remainder = Difference(new Limbs(b.digits, b.count, b.isNegative), remainder);
            var one = new Limbs(new uint[] { 1 }, 1, true);
            if (result.count == 0) return one;
            return Sum(result, one);
        }

        /// <summary>Of sizes (Knuth, volume 2, algorithm D).</summary>
        static uint[] Divide(Limbs a, Limbs b, out uint[] rest)
        {
            if (CompareSize(a, b) < 0)
            {
                rest = new uint[a.count];
                Array.Copy(a.digits, rest, a.count);
                return new uint[0];
            }
            if (b.count == 1) return DivideByDigit(a, b.digits[0], out rest);
            int shift = Ops.Clz32((int)b.digits[b.count - 1]);
            var divisor = ShiftedLeft(b, shift, b.count);
            rest = ShiftedLeft(a, shift, a.count + 1);
            var quotient = new uint[a.count - b.count + 1];
            for (int at = quotient.Length - 1; at >= 0; at--) quotient[at] = DivideStep(rest, at, divisor);
            ShiftRight(rest, shift, b.count);
            Array.Resize(ref rest, b.count);
            return quotient;
        }

        static uint[] DivideByDigit(Limbs a, uint divisor, out uint[] rest)
        {
            var quotient = new uint[a.count];
            ulong left = 0;
            for (int at = a.count - 1; at >= 0; at--)
            {
                left = left << 32 | a.digits[at];
                quotient[at] = (uint)(left / divisor);
                left %= divisor;
            }
            rest = new[] { (uint)left };
            return quotient;
        }

        static uint[] ShiftedLeft(Limbs a, int shift, int length)
        {
            var result = new uint[length];
            ulong carry = 0;
            for (int at = 0; at < length; at++)
            {
                if (at < a.count) carry |= (ulong)a.digits[at] << shift;
                result[at] = (uint)carry;
                carry >>= 32;
            }
            return result;
        }

        static void ShiftRight(uint[] digits, int shift, int count)
        {
            for (int at = 0; at < count; at++)
            {
                digits[at] = (uint)(((ulong)digits[at + 1] << 32 | digits[at]) >> shift);
            }
        }

        /// <summary>One digit of the quotient; what it accounts for is taken from `rest`.</summary>
        static uint DivideStep(uint[] rest, int at, uint[] divisor)
        {
            int n = divisor.Length;
            ulong first = divisor[n - 1], second = divisor[n - 2];
            ulong top = (ulong)rest[at + n] << 32 | rest[at + n - 1];
            ulong guess = top / first, left = top % first;
            while (guess > uint.MaxValue || guess * second > (left << 32 | rest[at + n - 2]))
            {
                guess--;
                left += first;
                if (left > uint.MaxValue) break;
            }
            ulong carry = 0;
            long borrow = 0;
            for (int i = 0; i < n; i++)
            {
                carry += guess * divisor[i];
                borrow += (long)rest[at + i] - (uint)carry;
                rest[at + i] = (uint)borrow;
                carry >>= 32;
                borrow >>= 32;
            }
            borrow += (long)rest[at + n] - (long)carry;
            rest[at + n] = (uint)borrow;
            if (borrow >= 0) return (uint)guess;
            ulong sum = 0;
            for (int i = 0; i < n; i++)
            {
                sum += (ulong)rest[at + i] + divisor[i];
                rest[at + i] = (uint)sum;
                sum >>= 32;
            }
            rest[at + n] += (uint)sum;
            return (uint)guess - 1;
        }
    }
}

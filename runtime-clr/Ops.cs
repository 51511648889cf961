using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace Kaa.Rt
{
    /// <summary>Ops of the IR that are no CIL instruction. Emitted code calls them by name.</summary>
    public static class Ops
    {
        public static int Clz32(int value)
        {
            uint rest = (uint)value;
            if (rest == 0) return 32;
            int count = 0;
            for (int step = 16; step > 0; step >>= 1)
            {
                if (rest >> (32 - step) == 0)
                {
                    count += step;
                    rest <<= step;
                }
            }
            return count;
        }

        public static long Clz64(long value)
        {
            int high = (int)(value >> 32);
            return high != 0 ? Clz32(high) : 32 + Clz32((int)value);
        }

        public static int Ctz32(int value) => value == 0 ? 32 : 31 - Clz32(value & -value);

        public static long Ctz64(long value) => value == 0 ? 64 : 63 - Clz64(value & -value);

        public static int PopCount32(int value) => (int)PopCount64((uint)value);

        public static long PopCount64(long value)
        {
            ulong bits = (ulong)value;
            bits -= (bits >> 1) & 0x5555555555555555;
            bits = (bits & 0x3333333333333333) + ((bits >> 2) & 0x3333333333333333);
            bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F;
            return (long)((bits * 0x0101010101010101) >> 56);
        }

        public static long MulHighUnsigned(long left, long right)
        {
            ulong a = (ulong)left, b = (ulong)right;
            ulong aLow = (uint)a, aHigh = a >> 32, bLow = (uint)b, bHigh = b >> 32;
            ulong low = aLow * bLow;
            ulong middle = aHigh * bLow + (low >> 32);
            ulong other = aLow * bHigh + (uint)middle;
            return (long)(aHigh * bHigh + (middle >> 32) + (other >> 32));
        }

        public static long MulHighSigned(long left, long right) =>
            MulHighUnsigned(left, right) - ((left >> 63) & right) - ((right >> 63) & left);

        // The CLR's division throws for MIN / -1, which wraps here.

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int DivSigned32(int left, int right) => right == -1 ? -left : left / right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int RemSigned32(int left, int right) => right == -1 ? 0 : left % right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static long DivSigned64(long left, long right) => right == -1 ? -left : left / right;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static long RemSigned64(long left, long right) => right == -1 ? 0 : left % right;

        /// <summary>1 if the wrapped product is not the mathematical one.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int MulOverflows64(long left, long right, long product) =>
            (int)left == left && (int)right == right ? 0 : WideMulOverflows64(left, right, product);

        static int WideMulOverflows64(long left, long right, long product) =>
            MulHighSigned(left, right) == product >> 63 ? 0 : 1;

        public static long FloatToInt(double value)
        {
            if (value >= 9223372036854775808.0) return long.MaxValue;
            if (value <= -9223372036854775808.0) return long.MinValue;
            return double.IsNaN(value) ? 0 : (long)value;
        }

        const long SignBit = long.MinValue;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static long Bits(double value) => BitConverter.DoubleToInt64Bits(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static double FromBits(long bits) => BitConverter.Int64BitsToDouble(bits);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static double Neg(double value) => FromBits(Bits(value) ^ SignBit);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static double Abs(double value) => FromBits(Bits(value) & ~SignBit);

        public static double CopySign(double value, double sign) =>
            FromBits(Bits(value) & ~SignBit | Bits(sign) & SignBit);

        /// <summary>To nearest, ties to even, keeping the sign of zero. Adding and subtracting 2^52
        /// makes the processor round.</summary>
        public static double Round(double value)
        {
            const double integersFrom = 4503599627370496.0;
            double magnitude = Abs(value);
            if (!(magnitude < integersFrom)) return value;
            return CopySign(magnitude + integersFrom - integersFrom, value);
        }

        public static int Subclass(Ctx ctx, int below, int above) =>
            below >= above && below <= ctx.image.LastSubclass(above) ? 1 : 0;

        public static object TakeException(Ctx ctx)
        {
            var result = ctx.exc;
            if (result == null) throw new Trap("unreachable", null);
            ctx.exc = null;
            return result;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static sbyte[] Data(Ctx ctx, int index) => ctx.data[index] ?? ctx.image.LoadData(index);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static object Frozen(Ctx ctx, int index) =>
            ctx.frozen[index] ?? ctx.image.LoadFrozen(index);

        public static void TrapNull() => throw new Trap("null", null);

        public static void TrapCast() => throw new Trap("cast", null);

        static void OutOfBounds() => throw new Trap("bounds", null);

        /// <summary>Traps unless 0 &lt;= from &lt;= to &lt;= length.</summary>
        public static void CheckRange(int length, int from, int to)
        {
            if (from < 0 || from > to || to > length) OutOfBounds();
        }

        static void CheckSpan(Array array, int at, int count)
        {
            if ((at | count) < 0 || at > array.Length - count) OutOfBounds();
        }

        public static void CopyArray(Array from, int fromAt, Array to, int toAt, int count)
        {
            CheckSpan(from, fromAt, count);
            CheckSpan(to, toAt, count);
            Array.Copy(from, fromAt, to, toAt, count);
        }

        public static int EqualBytes(sbyte[] left, int leftAt, sbyte[] right, int rightAt, int count)
        {
            CheckSpan(left, leftAt, count);
            CheckSpan(right, rightAt, count);
            for (int index = 0; index < count; index++)
            {
                if (left[leftAt + index] != right[rightAt + index]) return 0;
            }
            return 1;
        }

        public static int CompareBytes(sbyte[] left, int leftAt, sbyte[] right, int rightAt, int count)
        {
            CheckSpan(left, leftAt, count);
            CheckSpan(right, rightAt, count);
            for (int index = 0; index < count; index++)
            {
                int difference = (byte)left[leftAt + index] - (byte)right[rightAt + index];
                if (difference != 0) return difference < 0 ? -1 : 1;
            }
            return 0;
        }

        public static int FindByte(sbyte[] array, int from, int to, int value)
        {
            CheckRange(array.Length, from, to);
            int found = Array.IndexOf(array, (sbyte)value, from, to - from);
            return found;
        }

        static long memory;

        /// <summary>Whether an array can be so long, by CoreCLR's limits, and the machine hold it: mono
        /// promises anything.</summary>
        public static bool CanHold(int count, int width)
        {
            const int longestBytes = 0x7FFFFFC7, longest = 0x7FEFFFFF;
            long bytes = (long)count * width;
            if (bytes < 1 << 20) return count >= 0;
            if (count > (width == 1 ? longestBytes : longest)) return false;
            if (memory == 0) memory = MemoryOfMachine();
            return bytes <= memory;
        }

        static long MemoryOfMachine()
        {
            const string info = "/proc/meminfo", label = "MemTotal:";
            if (!File.Exists(info)) return long.MaxValue;
            foreach (string line in File.ReadAllLines(info))
            {
                if (!line.StartsWith(label, StringComparison.Ordinal)) continue;
                string number = line.Substring(label.Length).Replace("kB", "").Trim();
                long kilobytes;
                if (long.TryParse(number, out kilobytes)) return kilobytes * 1024;
            }
            return long.MaxValue;
        }

        public static int IdentityHash(object value) => RuntimeHelpers.GetHashCode(value) & int.MaxValue;

        public static long UniqueId(Ctx ctx, object value) => ctx.collector.UniqueId(value);

        public static void RegisterFinalizer(Ctx ctx, object value) => ctx.collector.Register(value);

        public static object NextFinalizer(Ctx ctx) => ctx.collector.Next();

        /// <summary>Overwrites what ended calls left below: mono scans the stack for anything that
        /// looks like a reference. The caller is emitted code, so that no frame of ours lies between
        /// and keeps what it covers.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static unsafe void ClearStack()
        {
            const int size = 64 << 10;
            byte* bytes = stackalloc byte[size];
            for (int at = 0; at < size; at++) bytes[at] = 0;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void Collect(Ctx ctx) => ctx.collector.Collect();

        public static long GcStat(Ctx ctx, int what) => ctx.collector.Stat(what);

        public static void GcPressure(Ctx ctx, long bytes) => ctx.collector.Pressure(bytes);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public static void KeepAlive(object value) { }
    }
}

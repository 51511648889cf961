using System;

namespace Kaa.Rt
{
    /// <summary>Functions of floats with the results of FreeBSD's msun to the bit, on every
    /// framework. The algorithms are those of fdlibm: Copyright (C) 1993 by Sun Microsystems, Inc.
    /// Permission to use, copy, modify, and distribute this software is freely granted, provided
    /// that this notice is preserved.</summary>
    static partial class Libm
    {
        static ulong Bits(double x) => (ulong)BitConverter.DoubleToInt64Bits(x);

        static double FromBits(ulong bits) => BitConverter.Int64BitsToDouble((long)bits);

        static uint High(double x) => (uint)(Bits(x) >> 32);

        static uint Low(double x) => (uint)Bits(x);

        static double WithHigh(double x, uint high) => FromBits(Bits(x) & 0xFFFFFFFF | (ulong)high << 32);

        static double WithoutLow(double x) => FromBits(Bits(x) & 0xFFFFFFFF00000000);

        const uint Magnitude = 0x7FFFFFFF, Infinity = 0x7FF00000, One = 0x3FF00000;

        /// <summary>x * 2 ** n, rounded once.</summary>
        static double Scale(double x, int n)
        {
            const double huge = 8.98846567431157953865e307, tiny = 2.00416836000897277800e-292;
            if (n > 1023)
            {
                x *= huge;
                n -= 1023;
                if (n > 1023)
                {
                    x *= huge;
                    n = Math.Min(n - 1023, 1023);
                }
            }
            else if (n < -1022)
            {
                // 2 ** -969: each step stays clear of subnormals until the last.
                x *= tiny;
                n += 969;
                if (n < -1022)
                {
                    x *= tiny;
                    n = Math.Max(n + 969, -1022);
                }
            }
            return x * FromBits((ulong)(0x3FF + n) << 52);
        }

        /// <summary>sin(x + y) for |x| below pi/4; y is the tail of x, used if asked for.</summary>
        static double SinKernel(double x, double y, bool hasTail)
        {
            const double s1 = -1.66666666666666324348e-01, s2 = 8.33333333332248946124e-03,
                s3 = -1.98412698298579493134e-04, s4 = 2.75573137070700676789e-06,
                s5 = -2.50507602534068634195e-08, s6 = 1.58969099521155010221e-10;
            double z = x * x, w = z * z;
            double r = s2 + z * (s3 + z * s4) + z * w * (s5 + z * s6);
            double v = z * x;
            return hasTail ? x - ((z * (0.5 * y - v * r) - y) - v * s1) : x + v * (s1 + z * r);
        }

        static double CosKernel(double x, double y)
        {
            const double c1 = 4.16666666666666019037e-02, c2 = -1.38888888888741095749e-03,
                c3 = 2.48015872894767294178e-05, c4 = -2.75573143513906633035e-07,
                c5 = 2.08757232129817482790e-09, c6 = -1.13596475577881948265e-11;
            double z = x * x, w = z * z;
            double r = z * (c1 + z * (c2 + z * c3)) + w * w * (c4 + z * (c5 + z * c6));
            double half = 0.5 * z;
            w = 1.0 - half;
            return w + (((1.0 - w) - half) + (z * r - x * y));
        }

        static readonly double[] TanTerms =
        {
            3.33333333333334091986e-01, 1.33333333333201242699e-01, 5.39682539762260521377e-02,
            2.18694882948595424599e-02, 8.86323982359930005737e-03, 3.59207910759131235356e-03,
            1.45620945432529025516e-03, 5.88041240820264096874e-04, 2.46463134818469906812e-04,
            7.81794442939557092300e-05, 7.14072491382608190305e-05, -1.85586374855275456654e-05,
            2.59073051863633712884e-05,
        };

        /// <summary>tan(x + y), or -1 / tan(x + y) if `inverse`, for |x| below pi/4.</summary>
        static double TanKernel(double x, double y, bool inverse)
        {
            const double quarter = 7.85398163397448278999e-01, quarterLow = 3.06161699786838301793e-17;
            var t = TanTerms;
            uint hx = High(x);
            bool negative = hx >> 31 != 0, big = (hx & Magnitude) >= 0x3FE59428;
            if (big)
            {
                if (negative)
                {
                    x = -x;
                    y = -y;
                }
                x = (quarter - x) + (quarterLow - y);
                y = 0.0;
            }
            double z = x * x, w = z * z;
            double r = t[1] + w * (t[3] + w * (t[5] + w * (t[7] + w * (t[9] + w * t[11]))));
            double v = z * (t[2] + w * (t[4] + w * (t[6] + w * (t[8] + w * (t[10] + w * t[12])))));
            double s = z * x;
            r = y + z * (s * (r + v) + y) + s * t[0];
            w = x + r;
            if (big)
            {
                s = inverse ? -1.0 : 1.0;
                v = s - 2.0 * (x + (r - w * w / (w + s)));
                return negative ? -v : v;
            }
            if (!inverse) return w;
            double w0 = WithoutLow(w);
            v = r - (w0 - x);
            double a = -1.0 / w, a0 = WithoutLow(a);
            return a0 + a * (1.0 + a0 * w0 + a0 * v);
        }

        internal static double Sin(double x)
        {
            uint ix = High(x) & Magnitude;
            if (ix <= 0x3FE921FB) return ix < 0x3E500000 ? x : SinKernel(x, 0.0, false);
            if (ix >= Infinity) return x - x;
            double y0, y1;
            switch (Reduce(x, out y0, out y1) & 3)
            {
                case 0: return SinKernel(y0, y1, true);
                case 1: return CosKernel(y0, y1);
                case 2: return -SinKernel(y0, y1, true);
                default: return -CosKernel(y0, y1);
            }
        }

        internal static double Cos(double x)
        {
            uint ix = High(x) & Magnitude;
            if (ix <= 0x3FE921FB) return ix < 0x3E46A09E ? 1.0 : CosKernel(x, 0.0);
            if (ix >= Infinity) return x - x;
            double y0, y1;
            switch (Reduce(x, out y0, out y1) & 3)
            {
                case 0: return CosKernel(y0, y1);
                case 1: return -SinKernel(y0, y1, true);
                case 2: return -CosKernel(y0, y1);
                default: return SinKernel(y0, y1, true);
            }
        }

        internal static double Tan(double x)
        {
            uint ix = High(x) & Magnitude;
            if (ix <= 0x3FE921FB) return ix < 0x3E400000 ? x : TanKernel(x, 0.0, false);
            if (ix >= Infinity) return x - x;
            double y0, y1;
            int quadrant = Reduce(x, out y0, out y1);
            return TanKernel(y0, y1, (quadrant & 1) != 0);
        }

        const double HalfPi1 = 1.57079632673412561417e+00, HalfPi1Tail = 6.07710050650619224932e-11;

        /// <summary>x minus the nearest multiple of pi/2, as y0 + y1; answers that multiple.</summary>
        static int Reduce(double x, out double y0, out double y1)
        {
            uint ix = High(x) & Magnitude;
            bool negative = Bits(x) >> 63 != 0;
            int multiple = ix <= 0x4002D97C ? 1 : ix <= 0x400F6A7A ? 2 : ix <= 0x4015FDBC ? 3 : ix <= 0x401C463B ? 4 : 0;
            bool cancels = ix <= 0x400F6A7A ? (ix & 0xFFFFF) == 0x921FB : ix == 0x4012D97C || ix == 0x401921FB;
            if (multiple != 0 && !cancels)
            {
                int n = negative ? -multiple : multiple;
                double z = x - n * HalfPi1, tail = n * HalfPi1Tail;
                y0 = z - tail;
                y1 = (z - y0) - tail;
                return n;
            }
            return ix < 0x413921FB ? ReduceMedium(x, ix, out y0, out y1) : ReduceLarge(x, ix, negative, out y0, out y1);
        }

        static int Exponent(double x) => (int)(Bits(x) >> 52) & 0x7FF;

        static int ReduceMedium(double x, uint ix, out double y0, out double y1)
        {
            const double toInteger = 1.5 / 2.2204460492503131e-16, inverse = 6.36619772367581382433e-01,
                halfPi2 = 6.07710050630396597660e-11, halfPi2Tail = 2.02226624879595063154e-21,
                halfPi3 = 2.02226624871116645580e-21, halfPi3Tail = 8.47842766036889956997e-32;
            double rounded = x * inverse + toInteger - toInteger;
            double r = x - rounded * HalfPi1, w = rounded * HalfPi1Tail;
            int exponent = (int)(ix >> 20);
            y0 = r - w;
            if (exponent - Exponent(y0) > 16)
            {
                double t = r;
                w = rounded * halfPi2;
                r = t - w;
                w = rounded * halfPi2Tail - ((t - r) - w);
                y0 = r - w;
                if (exponent - Exponent(y0) > 49)
                {
                    t = r;
                    w = rounded * halfPi3;
                    r = t - w;
                    w = rounded * halfPi3Tail - ((t - r) - w);
                    y0 = r - w;
                }
            }
            y1 = (r - y0) - w;
            return (int)rounded;
        }
    }
}

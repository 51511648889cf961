using System;

namespace Kaa.Rt
{
    /// <summary>x ** y by fdlibm's algorithm: Copyright (C) 2004 by Sun Microsystems, Inc. Permission
    /// to use, copy, modify, and distribute this software is freely granted, provided that this
    /// notice is preserved.</summary>
    static partial class Libm
    {
        const double Huge = 1.0e300, Small = 1.0e-300;

        internal static double Pow(double x, double y)
        {
            if (y == 0.0 || x == 1.0) return 1.0;
            if (double.IsNaN(x) || double.IsNaN(y)) return x + y;
            bool xNegative = Bits(x) >> 63 != 0, yNegative = Bits(y) >> 63 != 0;
            int parity = xNegative ? Parity(y) : 0;
            double special;
            if (PowOfSpecialExponent(x, y, out special)) return special;
            double magnitude = Math.Abs(x);
            if (magnitude == 0.0 || magnitude == 1.0 || double.IsInfinity(magnitude))
            {
                double z = yNegative ? 1.0 / magnitude : magnitude;
                if (!xNegative) return z;
                if (magnitude == 1.0 && parity == 0) return (z - z) / (z - z);
                return parity == 1 ? -z : z;
            }
            if (xNegative && parity == 0) return (x - x) / (x - x);
            double sign = parity == 1 ? -1.0 : 1.0;
            double t1, t2;
            uint iy = High(y) & Magnitude;
            if (iy > 0x41E00000)
            {
                uint ix = High(x) & Magnitude;
                if (iy > 0x43F00000)
                {
                    // Every such y is even.
                    bool overflows = ix <= 0x3FEFFFFF ? yNegative : !yNegative;
                    return overflows ? Huge * Huge : Small * Small;
                }
                if (ix < 0x3FEFFFFF) return sign * (yNegative ? Huge * Huge : Small * Small);
                if (ix > One) return sign * (yNegative ? Small * Small : Huge * Huge);
                LogNearOne(magnitude, out t1, out t2);
            }
            else LogBase2(magnitude, out t1, out t2);
            return sign * Exp2(y, t1, t2);
        }

        /// <summary>0: no integer, 1: odd, 2: even.</summary>
        static int Parity(double y)
        {
            double magnitude = Math.Abs(y);
            if (magnitude >= 9007199254740992.0) return 2;
            if (magnitude != Math.Floor(magnitude)) return 0;
            return 2 - (int)((long)magnitude & 1);
        }

        static bool PowOfSpecialExponent(double x, double y, out double result)
        {
            result = 0.0;
            double magnitude = Math.Abs(x);
            if (double.IsInfinity(y))
            {
                if (magnitude == 1.0) result = 1.0;
                else result = magnitude > 1.0 == y > 0 ? double.PositiveInfinity : 0.0;
                return true;
            }
            if (y == 1.0) result = x;
            else if (y == -1.0) result = 1.0 / x;
            else if (y == 2.0) result = x * x;
            else if (y == 0.5 && Bits(x) >> 63 == 0) result = Math.Sqrt(x);
            else return false;
            return true;
        }

        /// <summary>log2 as t1 + t2 for |1 - x| below 2 ** -20.</summary>
        static void LogNearOne(double x, out double t1, out double t2)
        {
            const double inverseHigh = 1.44269502162933349609e+00, inverseLow = 1.92596299112661746887e-08;
            double t = x - 1.0;
            double w = (t * t) * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
            double u = inverseHigh * t, v = t * inverseLow - w * InverseLn2;
            t1 = WithoutLow(u + v);
            t2 = v - (t1 - u);
        }

        /// <summary>log2 as t1 + t2, t1 with 21 bits.</summary>
        static void LogBase2(double x, out double t1, out double t2)
        {
            const double l1 = 5.99999999999994648725e-01, l2 = 4.28571428578550184252e-01,
                l3 = 3.33333329818377432918e-01, l4 = 2.72728123808534006489e-01,
                l5 = 2.30660745775561754067e-01, l6 = 2.06975017800338417784e-01;
            const double cp = 9.61796693925975554329e-01, cpHigh = 9.61796700954437255859e-01,
                cpLow = -7.02846165095275826516e-09;
            int n = 0;
            if (High(x) < 0x00100000)
            {
                x *= 9007199254740992.0;
                n -= 53;
            }
            int ix = (int)High(x);
            n += (ix >> 20) - 0x3FF;
            int j = ix & 0xFFFFF;
            ix = j | (int)One;
            bool middle = j > 0x3988E && j < 0xBB67A;
            if (j >= 0xBB67A)
            {
                n++;
                ix -= 0x00100000;
            }
            // The number is compared with 1 or with 3/2.
            double bp = middle ? 1.5 : 1.0;
            double dpHigh = middle ? 5.84962487220764160156e-01 : 0.0;
            double dpLow = middle ? 1.35003920212974897128e-08 : 0.0;
            x = WithHigh(x, (uint)ix);
            double u = x - bp, v = 1.0 / (x + bp), ss = u * v;
            double sHigh = WithoutLow(ss);
            double tHigh = WithHigh(0.0, ((uint)ix >> 1 | 0x20000000) + 0x00080000 + (middle ? 1u << 18 : 0));
            double tLow = x - (tHigh - bp);
            double sLow = v * ((u - sHigh * tHigh) - sHigh * tLow);
            double s2 = ss * ss;
            double r = s2 * s2 * (l1 + s2 * (l2 + s2 * (l3 + s2 * (l4 + s2 * (l5 + s2 * l6)))));
            r += sLow * (sHigh + ss);
            s2 = sHigh * sHigh;
            tHigh = WithoutLow(3.0 + s2 + r);
            tLow = r - ((tHigh - 3.0) - s2);
            u = sHigh * tHigh;
            v = sLow * tHigh + tLow * ss;
            double pHigh = WithoutLow(u + v), pLow = v - (pHigh - u);
            double zHigh = cpHigh * pHigh, zLow = cpLow * pHigh + pLow * cp + dpLow;
            t1 = WithoutLow(((zHigh + zLow) + dpHigh) + n);
            t2 = zLow - (((t1 - n) - dpHigh) - zHigh);
        }

        /// <summary>2 ** (y * (t1 + t2)).</summary>
        static double Exp2(double y, double t1, double t2)
        {
            const double overflow = 8.0085662595372944372e-017;
            const double ln2 = 6.93147180559945286227e-01, ln2High = 6.93147182464599609375e-01,
                ln2Low = -1.90465429995776804525e-09;
            double y1 = WithoutLow(y);
            double pLow = (y - y1) * t1 + y * t2, pHigh = y1 * t1;
            double z = pLow + pHigh;
            int j = (int)High(z), i = (int)Low(z);
            if (j >= 0x40900000)
            {
                if (((j - 0x40900000) | i) != 0 || pLow + overflow > z - pHigh) return Huge * Huge;
            }
            else if ((j & 0x7FFFFFFF) >= 0x4090CC00)
            {
                if ((((uint)j - 0xC090CC00) | (uint)i) != 0 || pLow <= z - pHigh) return Small * Small;
            }
            i = j & 0x7FFFFFFF;
            int n = 0;
            if (i > 0x3FE00000)
            {
                int k = (i >> 20) - 0x3FF;
                n = j + (0x00100000 >> (k + 1));
                k = ((n & 0x7FFFFFFF) >> 20) - 0x3FF;
                double whole = WithHigh(0.0, (uint)(n & ~(0xFFFFF >> k)));
                n = (n & 0xFFFFF | 0x00100000) >> (20 - k);
                if (j < 0) n = -n;
                pHigh -= whole;
            }
            double t = WithoutLow(pLow + pHigh);
            double u = t * ln2High, v = (pLow - (t - pHigh)) * ln2 + t * ln2Low;
            z = u + v;
            double w = v - (z - u);
            t = z * z;
            double c = z - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
            double r = (z * c) / (c - 2.0) - (w + z * w);
            z = 1.0 - (r - z);
            j = (int)High(z) + (n << 20);
            return j >> 20 <= 0 ? Scale(z, n) : WithHigh(z, (uint)j);
        }
    }
}

using System;

namespace Kaa.Rt
{
    /// <summary>Inverse trigonometric functions by fdlibm's algorithms: Copyright (C) 1993 by Sun
    /// Microsystems, Inc. Permission to use, copy, modify, and distribute this software is freely
    /// granted, provided that this notice is preserved.</summary>
    static partial class Libm
    {
        const double HalfPi = 1.57079632679489655800e+00, HalfPiLow = 6.12323399573676603587e-17;
        const double Tiny = 7.52316384526264005e-37; // 2 ** -120

        static double ArcKernel(double z)
        {
            double p = z * (1.66666666666666657415e-01 + z * (-3.25565818622400915405e-01
                + z * (2.01212532134862925881e-01 + z * (-4.00555345006794114027e-02
                + z * (7.91534994289814532176e-04 + z * 3.47933107596021167570e-05)))));
            double q = 1.0 + z * (-2.40339491173441421878e+00 + z * (2.02094576023350569471e+00
                + z * (-6.88283971605453293030e-01 + z * 7.70381505559019352791e-02)));
            return p / q;
        }

        internal static double Acos(double x)
        {
            uint hx = High(x), ix = hx & Magnitude;
            bool negative = hx >> 31 != 0;
            if (ix >= One)
            {
                if (((ix - One) | Low(x)) != 0) return 0.0 / (x - x);
                return negative ? 2.0 * HalfPi + Tiny : 0.0;
            }
            if (ix < 0x3FE00000)
            {
                if (ix <= 0x3C600000) return HalfPi + Tiny;
                return HalfPi - (x - (HalfPiLow - x * ArcKernel(x * x)));
            }
            if (negative)
            {
                double y = (1.0 + x) * 0.5, root = Math.Sqrt(y);
                return 2.0 * (HalfPi - (root + (ArcKernel(y) * root - HalfPiLow)));
            }
            double z = (1.0 - x) * 0.5, s = Math.Sqrt(z);
            double df = WithoutLow(s), c = (z - df * df) / (s + df);
            return 2.0 * (df + (ArcKernel(z) * s + c));
        }

        internal static double Asin(double x)
        {
            uint hx = High(x), ix = hx & Magnitude;
            if (ix >= One)
            {
                return ((ix - One) | Low(x)) == 0 ? x * HalfPi + Tiny : 0.0 / (x - x);
            }
            if (ix < 0x3FE00000)
            {
                return ix >= 0x00100000 && ix < 0x3E500000 ? x : x + x * ArcKernel(x * x);
            }
            double z = (1.0 - Math.Abs(x)) * 0.5, s = Math.Sqrt(z), r = ArcKernel(z), result;
            if (ix >= 0x3FEF3333) result = HalfPi - (2.0 * (s + s * r) - HalfPiLow);
            else
            {
                double f = WithoutLow(s), c = (z - f * f) / (s + f);
                result = 0.5 * HalfPi - (2.0 * s * r - (HalfPiLow - 2.0 * c) - (0.5 * HalfPi - 2.0 * f));
            }
            return hx >> 31 != 0 ? -result : result;
        }

        static readonly double[] AtanHigh =
        {
            4.63647609000806093515e-01, 7.85398163397448278999e-01, 9.82793723247329054082e-01,
            1.57079632679489655800e+00,
        };

        static readonly double[] AtanLow =
        {
            2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17,
            6.12323399573676603587e-17,
        };

        static readonly double[] AtanTerms =
        {
            3.33333333333329318027e-01, -1.99999999998764832476e-01, 1.42857142725034663711e-01,
            -1.11111104054623557880e-01, 9.09088713343650656196e-02, -7.69187620504482999495e-02,
            6.66107313738753120669e-02, -5.83357013379057348645e-02, 4.97687799461593236017e-02,
            -3.65315727442169155270e-02, 1.62858201153657823623e-02,
        };

        internal static double Atan(double x)
        {
            uint hx = High(x), ix = hx & Magnitude;
            bool negative = hx >> 31 != 0;
            if (ix >= 0x44100000)
            {
                if (double.IsNaN(x)) return x;
                return negative ? -AtanHigh[3] : AtanHigh[3];
            }
            if (ix < 0x3E400000) return x;
            int id = -1;
            if (ix >= 0x3FDC0000)
            {
                x = Math.Abs(x);
                id = ix < 0x3FE60000 ? 0 : ix < 0x3FF30000 ? 1 : ix < 0x40038000 ? 2 : 3;
                switch (id)
                {
                    case 0: x = (2.0 * x - 1.0) / (2.0 + x); break;
                    case 1: x = (x - 1.0) / (x + 1.0); break;
                    case 2: x = (x - 1.5) / (1.0 + 1.5 * x); break;
                    default: x = -1.0 / x; break;
                }
            }
            var t = AtanTerms;
            double z = x * x, w = z * z;
            double s1 = z * (t[0] + w * (t[2] + w * (t[4] + w * (t[6] + w * (t[8] + w * t[10])))));
            double s2 = w * (t[1] + w * (t[3] + w * (t[5] + w * (t[7] + w * t[9]))));
            if (id < 0) return x - x * (s1 + s2);
            z = AtanHigh[id] - (x * (s1 + s2) - AtanLow[id] - x);
            return negative ? -z : z;
        }

        internal static double Atan2(double y, double x)
        {
            const double pi = 3.1415926535897931160E+00, piLow = 1.2246467991473531772E-16;
            if (double.IsNaN(x) || double.IsNaN(y)) return x + y;
            if (x == 1.0) return Atan(y);
            bool above = Bits(y) >> 63 == 0, right = Bits(x) >> 63 == 0;
            double sign = above ? 1.0 : -1.0;
            uint ix = High(x) & Magnitude, iy = High(y) & Magnitude;
            if (y == 0.0) return right ? y : sign * pi;
            if (x == 0.0) return sign * (pi / 2.0);
            if (ix == Infinity)
            {
                if (iy == Infinity) return sign * (right ? pi / 4.0 : 3.0 * pi / 4.0);
                return sign * (right ? 0.0 : pi);
            }
            if (ix + (64 << 20) < iy || iy == Infinity) return sign * (pi / 2.0);
            double z = !right && iy + (64 << 20) < ix ? 0.0 : Atan(Math.Abs(y / x));
            if (right) return above ? z : -z;
            return above ? pi - (z - piLow) : (z - piLow) - pi;
        }
    }
}

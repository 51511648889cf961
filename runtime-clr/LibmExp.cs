using System;
using System.Numerics;

namespace Kaa.Rt
{
    /// <summary>Exponentials, logarithms and what is made of them by fdlibm's algorithms: Copyright
    /// (C) 1993, 2004 by Sun Microsystems, Inc. Permission to use, copy, modify, and distribute this
    /// software is freely granted, provided that this notice is preserved.</summary>
    static partial class Libm
    {
        const double Ln2High = 6.93147180369123816490e-01, Ln2Low = 1.90821492927058770002e-10,
            InverseLn2 = 1.44269504088896338700e+00, Two1023 = 8.98846567431157953865e307;
        const double P1 = 1.66666666666666019037e-01, P2 = -2.77777777770155933842e-03,
            P3 = 6.61375632143793436117e-05, P4 = -1.65339022054652515390e-06, P5 = 4.13813679705723846039e-08;

        internal static double Exp(double x)
        {
            uint hx = High(x);
            bool negative = hx >> 31 != 0;
            hx &= Magnitude;
            if (hx >= 0x4086232B)
            {
                if (double.IsNaN(x)) return x;
                if (x > 709.782712893383973096) return x * Two1023;
                if (x < -745.13321910194110842) return 0.0;
            }
            double high, low;
            int k;
            if (hx > 0x3FD62E42)
            {
                if (hx >= 0x3FF0A2B2) k = (int)(InverseLn2 * x + (negative ? -0.5 : 0.5));
                else k = negative ? -1 : 1;
                high = x - k * Ln2High;
                low = k * Ln2Low;
                x = high - low;
            }
            else if (hx > 0x3E300000)
            {
                k = 0;
                high = x;
                low = 0.0;
            }
            else return 1.0 + x;
            double xx = x * x;
            double c = x - xx * (P1 + xx * (P2 + xx * (P3 + xx * (P4 + xx * P5))));
            double y = 1.0 + (x * c / (2.0 - c) - low + high);
            return k == 0 ? y : Scale(y, k);
        }

        internal static double Expm1(double x)
        {
            const double q1 = -3.33333333333331316428e-02, q2 = 1.58730158725481460165e-03,
                q3 = -7.93650757867487942473e-05, q4 = 4.00821782732936239552e-06,
                q5 = -2.01099218183624371326e-07;
            uint hx = High(x) & Magnitude;
            bool negative = Bits(x) >> 63 != 0;
            if (hx >= 0x4043687A)
            {
                if (double.IsNaN(x)) return x;
                if (negative) return -1.0;
                if (x > 7.09782712893383973096e+02) return x * Two1023;
            }
            int k = 0;
            double c = 0.0;
            if (hx > 0x3FD62E42)
            {
                double high, low;
                if (hx < 0x3FF0A2B2)
                {
                    k = negative ? -1 : 1;
                    high = negative ? x + Ln2High : x - Ln2High;
                    low = negative ? -Ln2Low : Ln2Low;
                }
                else
                {
                    k = (int)(InverseLn2 * x + (negative ? -0.5 : 0.5));
                    high = x - k * Ln2High;
                    low = k * Ln2Low;
                }
                x = high - low;
                c = (high - x) - low;
            }
            else if (hx < 0x3C900000) return x;
            double half = 0.5 * x, xs = x * half;
            double r1 = 1.0 + xs * (q1 + xs * (q2 + xs * (q3 + xs * (q4 + xs * q5))));
            double t = 3.0 - r1 * half;
            double e = xs * ((r1 - t) / (6.0 - x * t));
            if (k == 0) return x - (x * e - xs);
            e = x * (e - c) - c;
            e -= xs;
            if (k == -1) return 0.5 * (x - e) - 0.5;
            if (k == 1) return x < -0.25 ? -2.0 * (e - (x + 0.5)) : 1.0 + 2.0 * (x - e);
            double power = FromBits((ulong)(0x3FF + k) << 52);
            if (k < 0 || k > 56)
            {
                double y = x - e + 1.0;
                y = k == 1024 ? y * 2.0 * Two1023 : y * power;
                return y - 1.0;
            }
            double inverse = FromBits((ulong)(0x3FF - k) << 52);
            return k < 20 ? (x - e + (1.0 - inverse)) * power : (x - (e + inverse) + 1.0) * power;
        }

        /// <summary>Splits a positive number into 2 ** k and 1 + f between sqrt(2)/2 and sqrt(2).</summary>
        static double LogSplit(ulong bits, ref int k)
        {
            uint hx = (uint)(bits >> 32) + (One - 0x3FE6A09E);
            k += (int)(hx >> 20) - 0x3FF;
            hx = (hx & 0xFFFFF) + 0x3FE6A09E;
            return FromBits((ulong)hx << 32 | bits & 0xFFFFFFFF) - 1.0;
        }

        /// <summary>With s = f / (2 + f): log(1 + f) = f - f*f/2 + s * (f*f/2 + this).</summary>
        static double LogKernel(double s)
        {
            double z = s * s, w = z * z;
            double t1 = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
            double t2 = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01
                + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
            return t2 + t1;
        }

        /// <summary>The logarithms' special cases; scales subnormal numbers up.</summary>
        static bool LogSpecial(ref double x, ref int k, out double result)
        {
            uint hx = High(x);
            result = 0.0;
            if (hx < 0x00100000 || hx >> 31 != 0)
            {
                if (x == 0.0) result = -1.0 / (x * x);
                else if (hx >> 31 != 0) result = (x - x) / 0.0;
                else
                {
                    k -= 54;
                    x *= 18014398509481984.0;
                    return false;
                }
                return true;
            }
            if (hx >= Infinity) result = x;
            return hx >= Infinity || x == 1.0;
        }

        internal static double Log(double x)
        {
            int k = 0;
            double special;
            if (LogSpecial(ref x, ref k, out special)) return special;
            double f = LogSplit(Bits(x), ref k), half = 0.5 * f * f, s = f / (2.0 + f);
            return s * (half + LogKernel(s)) + k * Ln2Low - half + f + k * Ln2High;
        }

        internal static double Log10(double x)
        {
            const double inverseHigh = 4.34294481878168880939e-01, inverseLow = 2.50829467116452752298e-11,
                log2High = 3.01029995663611771306e-01, log2Low = 3.69423907715893078616e-13;
            int k = 0;
            double special;
            if (LogSpecial(ref x, ref k, out special)) return special;
            double f = LogSplit(Bits(x), ref k), half = 0.5 * f * f, s = f / (2.0 + f);
            double r = LogKernel(s);
            double high = WithoutLow(f - half);
            double low = f - high - half + s * (half + r);
            double sumHigh = high * inverseHigh, y = k * log2High;
            double sumLow = k * log2Low + (low + high) * inverseLow + low * inverseHigh;
            double w = y + sumHigh;
            sumLow += (y - w) + sumHigh;
            return sumLow + w;
        }

        internal static double Log1p(double x)
        {
            uint hx = High(x);
            int k = 1;
            double f = 0.0, c = 0.0;
            if (hx < 0x3FDA827A || hx >> 31 != 0)
            {
                if (hx >= 0xBFF00000) return x == -1.0 ? x / 0.0 : (x - x) / 0.0;
                if (hx << 1 < 0x3CA00000u << 1) return x;
                if (hx <= 0xBFD2BEC4)
                {
                    k = 0;
                    f = x;
                }
            }
            else if (hx >= Infinity) return x;
            if (k > 0)
            {
                double sum = 1.0 + x;
                k = 0;
                f = LogSplit(Bits(sum), ref k);
                if (k < 54) c = (k >= 2 ? 1.0 - (sum - x) : x - (sum - 1.0)) / sum;
            }
            double half = 0.5 * f * f, s = f / (2.0 + f);
            return s * (half + LogKernel(s)) + (k * Ln2Low + c) - half + f + k * Ln2High;
        }

        /// <summary>exp(x) / 2 where exp(x) itself overflows.</summary>
        static double HalfExp(double x)
        {
            const int k = 2043;
            double kLn2 = FromBits(0x40962066151ADD8B), scale = FromBits((ulong)(0x3FF + k / 2) << 52);
            return Exp(x - kLn2) * scale * scale;
        }

        internal static double Cosh(double x)
        {
            x = Math.Abs(x);
            uint w = High(x);
            if (w < 0x3FE62E42)
            {
                if (w < One - (26 << 20)) return 1.0;
                double t = Expm1(x);
                return 1.0 + t * t / (2.0 * (1.0 + t));
            }
            if (w >= 0x40862E42) return HalfExp(x);
            double e = Exp(x);
            return 0.5 * (e + 1.0 / e);
        }

        internal static double Sinh(double x)
        {
            double half = Bits(x) >> 63 != 0 ? -0.5 : 0.5, magnitude = Math.Abs(x);
            uint w = High(magnitude);
            if (w >= 0x40862E42) return 2.0 * half * HalfExp(magnitude);
            if (w < One - (26 << 20)) return x;
            double t = Expm1(magnitude);
            return w < One ? half * (2.0 * t - t * t / (t + 1.0)) : half * (t + t / (t + 1.0));
        }

        internal static double Tanh(double x)
        {
            double magnitude = Math.Abs(x), t;
            uint w = High(magnitude);
            if (w > 0x3FE193EA)
            {
                if (w > 0x40340000) t = 1.0 - 0.0 / magnitude;
                else t = 1.0 - 2.0 / (Expm1(2.0 * magnitude) + 2.0);
            }
            else if (w > 0x3FD058AE)
            {
                t = Expm1(2.0 * magnitude);
                t = t / (t + 2.0);
            }
            else if (w >= 0x00100000)
            {
                t = Expm1(-2.0 * magnitude);
                t = -t / (t + 2.0);
            }
            else t = magnitude;
            return Bits(x) >> 63 != 0 ? -t : t;
        }

        /// <summary>Correctly rounded, by an integer root with more bits than the result has.</summary>
        internal static double Cbrt(double x)
        {
            if (x == 0.0 || double.IsNaN(x) || double.IsInfinity(x)) return x + x;
            ulong mantissa;
            int exponent;
            FloatText.Split(x, out mantissa, out exponent);
            // 162 bits or more give a root of at least 54.
            int shift = 162 - (64 - (int)Ops.Clz64((long)mantissa));
            while ((exponent - shift) % 3 != 0) shift++;
            var cube = new BigInteger(mantissa) << shift;
            var root = new BigInteger(Math.Pow((double)cube, 1.0 / 3.0));
            root = (2 * root + cube / (root * root)) / 3;
            while (root * root * root > cube) root -= 1;
            while ((root + 1) * (root + 1) * (root + 1) <= cube) root += 1;
            bool more = root * root * root != cube;
            double result = FloatText.Assemble((ulong)root, more, (exponent - shift) / 3);
            return x < 0 ? -result : result;
        }
    }
}

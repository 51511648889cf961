package kaa.rt;

import static kaa.rt.Libm.INFINITY;
import static kaa.rt.Libm.MAGNITUDE;
import static kaa.rt.Libm.ONE;
import static kaa.rt.Libm.bits;
import static kaa.rt.Libm.fromBits;
import static kaa.rt.Libm.high;
import static kaa.rt.Libm.scale;
import static kaa.rt.Libm.withoutLow;

import java.math.BigDecimal;

/**
 * Exponentials, logarithms and what is made of them by fdlibm's algorithms: Copyright (C) 1993,
 * 2004 by Sun Microsystems, Inc. Permission to use, copy, modify, and distribute this software is
 * freely granted, provided that this notice is preserved.
 */
final class LibmExp {
    static final double LN2_HIGH = 6.93147180369123816490e-01, LN2_LOW = 1.90821492927058770002e-10,
        INVERSE_LN2 = 1.44269504088896338700e+00, TWO_1023 = 8.98846567431157953865e307;
    static final double P1 = 1.66666666666666019037e-01, P2 = -2.77777777770155933842e-03,
        P3 = 6.61375632143793436117e-05, P4 = -1.65339022054652515390e-06, P5 = 4.13813679705723846039e-08;

    static double exp(double x) {
        int hx = high(x);
        boolean negative = hx < 0;
        hx &= MAGNITUDE;
        if (hx >= 0x4086232B) {
            if (Double.isNaN(x)) return x;
            if (x > 709.782712893383973096) return x * TWO_1023;
            if (x < -745.13321910194110842) return 0.0;
        }
        double high, low;
        int k;
        if (hx > 0x3FD62E42) {
            if (hx >= 0x3FF0A2B2) k = (int)(INVERSE_LN2 * x + (negative ? -0.5 : 0.5));
            else k = negative ? -1 : 1;
            high = x - k * LN2_HIGH;
            low = k * LN2_LOW;
            x = high - low;
        } else if (hx > 0x3E300000) {
            k = 0;
            high = x;
            low = 0.0;
        } else return 1.0 + x;
        double xx = x * x;
        double c = x - xx * (P1 + xx * (P2 + xx * (P3 + xx * (P4 + xx * P5))));
        double y = 1.0 + (x * c / (2.0 - c) - low + high);
        return k == 0 ? y : scale(y, k);
    }

    static double expm1(double x) {
        final double q1 = -3.33333333333331316428e-02, q2 = 1.58730158725481460165e-03,
            q3 = -7.93650757867487942473e-05, q4 = 4.00821782732936239552e-06,
            q5 = -2.01099218183624371326e-07;
        int hx = high(x) & MAGNITUDE;
        boolean negative = bits(x) < 0;
        if (hx >= 0x4043687A) {
            if (Double.isNaN(x)) return x;
            if (negative) return -1.0;
            if (x > 7.09782712893383973096e+02) return x * TWO_1023;
        }
        int k = 0;
        double c = 0.0;
        if (hx > 0x3FD62E42) {
            double high, low;
            if (hx < 0x3FF0A2B2) {
                k = negative ? -1 : 1;
                high = negative ? x + LN2_HIGH : x - LN2_HIGH;
                low = negative ? -LN2_LOW : LN2_LOW;
            } else {
                k = (int)(INVERSE_LN2 * x + (negative ? -0.5 : 0.5));
                high = x - k * LN2_HIGH;
                low = k * LN2_LOW;
            }
            x = high - low;
            c = (high - x) - low;
        } else if (hx < 0x3C900000) return x;
        double half = 0.5 * x, xs = x * half;
        double r1 = 1.0 + xs * (q1 + xs * (q2 + xs * (q3 + xs * (q4 + xs * q5))));
        double t = 3.0 - r1 * half;
        double e = xs * ((r1 - t) / (6.0 - x * t));
        if (k == 0) return x - (x * e - xs);
        e = x * (e - c) - c;
        e -= xs;
        if (k == -1) return 0.5 * (x - e) - 0.5;
        if (k == 1) return x < -0.25 ? -2.0 * (e - (x + 0.5)) : 1.0 + 2.0 * (x - e);
        double power = fromBits((long)(0x3FF + k) << 52);
        if (k < 0 || k > 56) {
            double y = x - e + 1.0;
            y = k == 1024 ? y * 2.0 * TWO_1023 : y * power;
            return y - 1.0;
        }
        double inverse = fromBits((long)(0x3FF - k) << 52);
        return k < 20 ? (x - e + (1.0 - inverse)) * power : (x - (e + inverse) + 1.0) * power;
    }

    /** Splits a positive number into 2 ** k and 1 + f between sqrt(2)/2 and sqrt(2). */
    static double logSplit(long bits, int[] k) {
        int hx = (int)(bits >> 32) + (ONE - 0x3FE6A09E);
        k[0] += (hx >> 20) - 0x3FF;
        hx = (hx & 0xFFFFF) + 0x3FE6A09E;
        return fromBits((long)hx << 32 | bits & 0xFFFFFFFFL) - 1.0;
    }

    /** With s = f / (2 + f): log(1 + f) = f - f*f/2 + s * (f*f/2 + this). */
    static double logKernel(double s) {
        double z = s * s, w = z * z;
        double t1 = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
        double t2 = z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01
            + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
        return t2 + t1;
    }

    private static double logSpecial(double x) {
        if (x == 0.0) return Double.NEGATIVE_INFINITY;
        return x < 0.0 ? Double.NaN : x == 1.0 ? 0.0 : x;
    }

    /** Zero, negative numbers, infinity, NaN, and 1. */
    private static boolean isLogSpecial(double x) {
        return !(x > 0.0) || Double.isInfinite(x) || x == 1.0;
    }

    static double log(double x) {
        if (isLogSpecial(x)) return logSpecial(x);
        int[] power = new int[1];
        if (x < Double.MIN_NORMAL) {
            power[0] = -54;
            x *= 18014398509481984.0;
        }
        double f = logSplit(bits(x), power), half = 0.5 * f * f, s = f / (2.0 + f);
        return s * (half + logKernel(s)) + power[0] * LN2_LOW - half + f + power[0] * LN2_HIGH;
    }

    static double log10(double x) {
        final double inverseHigh = 4.34294481878168880939e-01, inverseLow = 2.50829467116452752298e-11,
            log2High = 3.01029995663611771306e-01, log2Low = 3.69423907715893078616e-13;
        if (isLogSpecial(x)) return logSpecial(x);
        int[] power = new int[1];
        if (x < Double.MIN_NORMAL) {
            power[0] = -54;
            x *= 18014398509481984.0;
        }
        double f = logSplit(bits(x), power), half = 0.5 * f * f, s = f / (2.0 + f);
        double r = logKernel(s);
        double high = withoutLow(f - half);
        double low = f - high - half + s * (half + r);
        double sumHigh = high * inverseHigh, y = power[0] * log2High;
        double sumLow = power[0] * log2Low + (low + high) * inverseLow + low * inverseHigh;
        double w = y + sumHigh;
        sumLow += (y - w) + sumHigh;
        return sumLow + w;
    }

    static double log1p(double x) {
        int hx = high(x);
        int k = 1;
        double f = 0.0, c = 0.0;
        if (hx < 0x3FDA827A || hx < 0) {
            if (Integer.compareUnsigned(hx, 0xBFF00000) >= 0) return x == -1.0 ? x / 0.0 : (x - x) / 0.0;
            if ((hx & MAGNITUDE) < 0x3CA00000) return x;
            if (Integer.compareUnsigned(hx, 0xBFD2BEC4) <= 0) {
                k = 0;
                f = x;
            }
        } else if (hx >= INFINITY) return x;
        if (k > 0) {
            double sum = 1.0 + x;
            int[] power = new int[1];
            f = logSplit(bits(sum), power);
            k = power[0];
            if (k < 54) c = (k >= 2 ? 1.0 - (sum - x) : x - (sum - 1.0)) / sum;
        }
        double half = 0.5 * f * f, s = f / (2.0 + f);
        return s * (half + logKernel(s)) + (k * LN2_LOW + c) - half + f + k * LN2_HIGH;
    }

    /** exp(x) / 2 where exp(x) itself overflows. */
    static double halfExp(double x) {
        final int k = 2043;
        double kLn2 = fromBits(0x40962066151ADD8BL), scale = fromBits((long)(0x3FF + k / 2) << 52);
        return exp(x - kLn2) * scale * scale;
    }

    static double cosh(double x) {
        x = Math.abs(x);
        int w = high(x);
        if (w < 0x3FE62E42) {
            if (w < ONE - (26 << 20)) return 1.0;
            double t = expm1(x);
            return 1.0 + t * t / (2.0 * (1.0 + t));
        }
        if (w >= 0x40862E42) return halfExp(x);
        double e = exp(x);
        return 0.5 * (e + 1.0 / e);
    }

    static double sinh(double x) {
        double half = bits(x) < 0 ? -0.5 : 0.5, magnitude = Math.abs(x);
        int w = high(magnitude);
        if (w >= 0x40862E42) return 2.0 * half * halfExp(magnitude);
        if (w < ONE - (26 << 20)) return x;
        double t = expm1(magnitude);
        return w < ONE ? half * (2.0 * t - t * t / (t + 1.0)) : half * (t + t / (t + 1.0));
    }

    static double tanh(double x) {
        double magnitude = Math.abs(x), t;
        int w = high(magnitude);
        if (w > 0x3FE193EA) {
            if (w > 0x40340000) t = 1.0 - 0.0 / magnitude;
            else t = 1.0 - 2.0 / (expm1(2.0 * magnitude) + 2.0);
        } else if (w > 0x3FD058AE) {
            t = expm1(2.0 * magnitude);
            t = t / (t + 2.0);
        } else if (w >= 0x00100000) {
            t = expm1(-2.0 * magnitude);
            t = -t / (t + 2.0);
        } else t = magnitude;
        return bits(x) < 0 ? -t : t;
    }

    /**
     * Correctly rounded: StrictMath's answer, moved until the exact cubes of its neighbourhood's
     * middles enclose x.
     */
    static double cbrt(double x) {
        if (x == 0.0 || Double.isNaN(x) || Double.isInfinite(x)) return x + x;
        BigDecimal exact = new BigDecimal(Math.abs(x));
        double root = StrictMath.cbrt(Math.abs(x));
        while (middle(root, Math.nextUp(root)).pow(3).compareTo(exact) < 0) root = Math.nextUp(root);
        while (middle(Math.nextDown(root), root).pow(3).compareTo(exact) > 0) root = Math.nextDown(root);
        return Math.copySign(root, x);
    }

    private static BigDecimal middle(double a, double b) {
        return new BigDecimal(a).add(new BigDecimal(b)).divide(BigDecimal.valueOf(2));
    }
}

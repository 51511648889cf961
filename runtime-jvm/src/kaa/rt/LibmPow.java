package kaa.rt;

import static kaa.rt.Libm.MAGNITUDE;
import static kaa.rt.Libm.ONE;
import static kaa.rt.Libm.bits;
import static kaa.rt.Libm.high;
import static kaa.rt.Libm.low;
import static kaa.rt.Libm.scale;
import static kaa.rt.Libm.withHigh;
import static kaa.rt.Libm.withoutLow;
import static kaa.rt.LibmExp.INVERSE_LN2;
import static kaa.rt.LibmExp.P1;
import static kaa.rt.LibmExp.P2;
import static kaa.rt.LibmExp.P3;
import static kaa.rt.LibmExp.P4;
import static kaa.rt.LibmExp.P5;

/**
 * x ** y by fdlibm's algorithm: Copyright (C) 2004 by Sun Microsystems, Inc. Permission to use,
 * copy, modify, and distribute this software is freely granted, provided that this notice is
 * preserved.
 */
final class LibmPow {
    static final double HUGE = 1.0e300, SMALL = 1.0e-300;

    static double pow(double x, double y) {
        if (y == 0.0 || x == 1.0) return 1.0;
        if (Double.isNaN(x) || Double.isNaN(y)) return x + y;
        boolean xNegative = bits(x) < 0, yNegative = bits(y) < 0;
        int parity = xNegative ? parity(y) : 0;
        if (isSpecialExponent(x, y)) return powOfSpecialExponent(x, y);
        double magnitude = Math.abs(x);
        if (magnitude == 0.0 || magnitude == 1.0 || Double.isInfinite(magnitude)) {
            double z = yNegative ? 1.0 / magnitude : magnitude;
            if (!xNegative) return z;
            if (magnitude == 1.0 && parity == 0) return (z - z) / (z - z);
            return parity == 1 ? -z : z;
        }
        if (xNegative && parity == 0) return (x - x) / (x - x);
        double sign = parity == 1 ? -1.0 : 1.0;
        double[] t = new double[2];
        int iy = high(y) & MAGNITUDE;
        if (iy > 0x41E00000) {
            int ix = high(x) & MAGNITUDE;
            if (iy > 0x43F00000) {
                // Every such y is even.
                boolean overflows = ix <= 0x3FEFFFFF ? yNegative : !yNegative;
                return overflows ? HUGE * HUGE : SMALL * SMALL;
            }
            if (ix < 0x3FEFFFFF) return sign * (yNegative ? HUGE * HUGE : SMALL * SMALL);
            if (ix > ONE) return sign * (yNegative ? SMALL * SMALL : HUGE * HUGE);
            logNearOne(magnitude, t);
        } else logBase2(magnitude, t);
        return sign * exp2(y, t[0], t[1]);
    }

    /** 0: no integer, 1: odd, 2: even. */
    static int parity(double y) {
        double magnitude = Math.abs(y);
        if (magnitude >= 9007199254740992.0) return 2;
        if (magnitude != Math.floor(magnitude)) return 0;
        return 2 - (int)((long)magnitude & 1);
    }

    private static boolean isSpecialExponent(double x, double y) {
        if (Double.isInfinite(y)) return true;
        return y == 1.0 || y == -1.0 || y == 2.0 || y == 0.5 && bits(x) >= 0;
    }

    private static double powOfSpecialExponent(double x, double y) {
        double magnitude = Math.abs(x);
        if (Double.isInfinite(y)) {
            if (magnitude == 1.0) return 1.0;
            return magnitude > 1.0 == y > 0 ? Double.POSITIVE_INFINITY : 0.0;
        }
        if (y == 1.0) return x;
        if (y == -1.0) return 1.0 / x;
        return y == 2.0 ? x * x : Math.sqrt(x);
    }

    /** log2 as t1 + t2 for |1 - x| below 2 ** -20. */
    static void logNearOne(double x, double[] t) {
        final double inverseHigh = 1.44269502162933349609e+00, inverseLow = 1.92596299112661746887e-08;
        double z = x - 1.0;
        double w = (z * z) * (0.5 - z * (0.3333333333333333333333 - z * 0.25));
        double u = inverseHigh * z, v = z * inverseLow - w * INVERSE_LN2;
        t[0] = withoutLow(u + v);
        t[1] = v - (t[0] - u);
    }

    /** log2 as t1 + t2, t1 with 21 bits. */
    static void logBase2(double x, double[] t) {
        final double l1 = 5.99999999999994648725e-01, l2 = 4.28571428578550184252e-01,
            l3 = 3.33333329818377432918e-01, l4 = 2.72728123808534006489e-01,
            l5 = 2.30660745775561754067e-01, l6 = 2.06975017800338417784e-01;
        final double cp = 9.61796693925975554329e-01, cpHigh = 9.61796700954437255859e-01,
            cpLow = -7.02846165095275826516e-09;
        int n = 0;
        if (high(x) < 0x00100000) {
            x *= 9007199254740992.0;
            n -= 53;
        }
        int ix = (int)high(x);
        n += (ix >> 20) - 0x3FF;
        int j = ix & 0xFFFFF;
        ix = j | (int)ONE;
        boolean middle = j > 0x3988E && j < 0xBB67A;
        if (j >= 0xBB67A) {
            n++;
            ix -= 0x00100000;
        }
        // The number is compared with 1 or with 3/2.
        double bp = middle ? 1.5 : 1.0;
        double dpHigh = middle ? 5.84962487220764160156e-01 : 0.0;
        double dpLow = middle ? 1.35003920212974897128e-08 : 0.0;
        x = withHigh(x, (int)ix);
        double u = x - bp, v = 1.0 / (x + bp), ss = u * v;
        double sHigh = withoutLow(ss);
        double tHigh = withHigh(0.0, ((int)ix >> 1 | 0x20000000) + 0x00080000 + (middle ? 1 << 18 : 0));
        double tLow = x - (tHigh - bp);
        double sLow = v * ((u - sHigh * tHigh) - sHigh * tLow);
        double s2 = ss * ss;
        double r = s2 * s2 * (l1 + s2 * (l2 + s2 * (l3 + s2 * (l4 + s2 * (l5 + s2 * l6)))));
        r += sLow * (sHigh + ss);
        s2 = sHigh * sHigh;
        tHigh = withoutLow(3.0 + s2 + r);
        tLow = r - ((tHigh - 3.0) - s2);
        u = sHigh * tHigh;
        v = sLow * tHigh + tLow * ss;
        double pHigh = withoutLow(u + v), pLow = v - (pHigh - u);
        double zHigh = cpHigh * pHigh, zLow = cpLow * pHigh + pLow * cp + dpLow;
        t[0] = withoutLow(((zHigh + zLow) + dpHigh) + n);
        t[1] = zLow - (((t[0] - n) - dpHigh) - zHigh);
    }

    /** 2 ** (y * (t1 + t2)). */
    static double exp2(double y, double t1, double t2) {
        final double overflow = 8.0085662595372944372e-017;
        final double ln2 = 6.93147180559945286227e-01, ln2High = 6.93147182464599609375e-01,
            ln2Low = -1.90465429995776804525e-09;
        double y1 = withoutLow(y);
        double pLow = (y - y1) * t1 + y * t2, pHigh = y1 * t1;
        double z = pLow + pHigh;
        int j = (int)high(z), i = (int)low(z);
        if (j >= 0x40900000) {
            if (((j - 0x40900000) | i) != 0 || pLow + overflow > z - pHigh) return HUGE * HUGE;
        } else if ((j & 0x7FFFFFFF) >= 0x4090CC00) {
            if ((((int)j - 0xC090CC00) | (int)i) != 0 || pLow <= z - pHigh) return SMALL * SMALL;
        }
        i = j & 0x7FFFFFFF;
        int n = 0;
        if (i > 0x3FE00000) {
            int k = (i >> 20) - 0x3FF;
            n = j + (0x00100000 >> (k + 1));
            k = ((n & 0x7FFFFFFF) >> 20) - 0x3FF;
            double whole = withHigh(0.0, (int)(n & ~(0xFFFFF >> k)));
            n = (n & 0xFFFFF | 0x00100000) >> (20 - k);
            if (j < 0) n = -n;
            pHigh -= whole;
        }
        double t = withoutLow(pLow + pHigh);
        double u = t * ln2High, v = (pLow - (t - pHigh)) * ln2 + t * ln2Low;
        z = u + v;
        double w = v - (z - u);
        t = z * z;
        double c = z - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
        double r = (z * c) / (c - 2.0) - (w + z * w);
        z = 1.0 - (r - z);
        j = (int)high(z) + (n << 20);
        return j >> 20 <= 0 ? scale(z, n) : withHigh(z, (int)j);
    }
}

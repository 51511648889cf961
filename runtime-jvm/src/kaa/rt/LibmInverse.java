package kaa.rt;

import static kaa.rt.Libm.INFINITY;
import static kaa.rt.Libm.MAGNITUDE;
import static kaa.rt.Libm.ONE;
import static kaa.rt.Libm.bits;
import static kaa.rt.Libm.high;
import static kaa.rt.Libm.low;
import static kaa.rt.Libm.withoutLow;

/**
 * Inverse trigonometric functions by fdlibm's algorithms: Copyright (C) 1993 by Sun Microsystems,
 * Inc. Permission to use, copy, modify, and distribute this software is freely granted, provided
 * that this notice is preserved.
 */
final class LibmInverse {
    static final double HALF_PI = 1.57079632679489655800e+00, HALF_PI_LOW = 6.12323399573676603587e-17;
    static final double TINY = 7.52316384526264005e-37; // 2 ** -120

    static double arcKernel(double z) {
        double p = z * (1.66666666666666657415e-01 + z * (-3.25565818622400915405e-01
            + z * (2.01212532134862925881e-01 + z * (-4.00555345006794114027e-02
            + z * (7.91534994289814532176e-04 + z * 3.47933107596021167570e-05)))));
        double q = 1.0 + z * (-2.40339491173441421878e+00 + z * (2.02094576023350569471e+00
            + z * (-6.88283971605453293030e-01 + z * 7.70381505559019352791e-02)));
        return p / q;
    }

    static double acos(double x) {
        int hx = high(x), ix = hx & MAGNITUDE;
        boolean negative = hx < 0;
        if (ix >= ONE) {
            if (((ix - ONE) | low(x)) != 0) return 0.0 / (x - x);
            return negative ? 2.0 * HALF_PI + TINY : 0.0;
        }
        if (ix < 0x3FE00000) {
            if (ix <= 0x3C600000) return HALF_PI + TINY;
            return HALF_PI - (x - (HALF_PI_LOW - x * arcKernel(x * x)));
        }
        if (negative) {
            double y = (1.0 + x) * 0.5, root = Math.sqrt(y);
            return 2.0 * (HALF_PI - (root + (arcKernel(y) * root - HALF_PI_LOW)));
        }
        double z = (1.0 - x) * 0.5, s = Math.sqrt(z);
        double df = withoutLow(s), c = (z - df * df) / (s + df);
        return 2.0 * (df + (arcKernel(z) * s + c));
    }

    static double asin(double x) {
        int hx = high(x), ix = hx & MAGNITUDE;
        if (ix >= ONE) {
            return ((ix - ONE) | low(x)) == 0 ? x * HALF_PI + TINY : 0.0 / (x - x);
        }
        if (ix < 0x3FE00000) {
            return ix >= 0x00100000 && ix < 0x3E500000 ? x : x + x * arcKernel(x * x);
        }
        double z = (1.0 - Math.abs(x)) * 0.5, s = Math.sqrt(z), r = arcKernel(z), result;
        if (ix >= 0x3FEF3333) result = HALF_PI - (2.0 * (s + s * r) - HALF_PI_LOW);
        else {
            double f = withoutLow(s), c = (z - f * f) / (s + f);
            result = 0.5 * HALF_PI - (2.0 * s * r - (HALF_PI_LOW - 2.0 * c) - (0.5 * HALF_PI - 2.0 * f));
        }
        return hx < 0 ? -result : result;
    }

    private static final double[] ATAN_HIGH = {
        4.63647609000806093515e-01, 7.85398163397448278999e-01, 9.82793723247329054082e-01,
        1.57079632679489655800e+00,
    };

    private static final double[] ATAN_LOW = {
        2.26987774529616870924e-17, 3.06161699786838301793e-17, 1.39033110312309984516e-17,
        6.12323399573676603587e-17,
    };

    private static final double[] ATAN_TERMS = {
        3.33333333333329318027e-01, -1.99999999998764832476e-01, 1.42857142725034663711e-01,
        -1.11111104054623557880e-01, 9.09088713343650656196e-02, -7.69187620504482999495e-02,
        6.66107313738753120669e-02, -5.83357013379057348645e-02, 4.97687799461593236017e-02,
        -3.65315727442169155270e-02, 1.62858201153657823623e-02,
    };

    static double atan(double x) {
        int hx = high(x), ix = hx & MAGNITUDE;
        boolean negative = hx < 0;
        if (ix >= 0x44100000) {
            if (Double.isNaN(x)) return x;
            return negative ? -ATAN_HIGH[3] : ATAN_HIGH[3];
        }
        if (ix < 0x3E400000) return x;
        int id = -1;
        if (ix >= 0x3FDC0000) {
            x = Math.abs(x);
            id = ix < 0x3FE60000 ? 0 : ix < 0x3FF30000 ? 1 : ix < 0x40038000 ? 2 : 3;
            switch (id) {
                case 0: x = (2.0 * x - 1.0) / (2.0 + x); break;
                case 1: x = (x - 1.0) / (x + 1.0); break;
                case 2: x = (x - 1.5) / (1.0 + 1.5 * x); break;
                default: x = -1.0 / x; break;
            }
        }
        double[] t = ATAN_TERMS;
        double z = x * x, w = z * z;
        double s1 = z * (t[0] + w * (t[2] + w * (t[4] + w * (t[6] + w * (t[8] + w * t[10])))));
        double s2 = w * (t[1] + w * (t[3] + w * (t[5] + w * (t[7] + w * t[9]))));
        if (id < 0) return x - x * (s1 + s2);
        z = ATAN_HIGH[id] - (x * (s1 + s2) - ATAN_LOW[id] - x);
        return negative ? -z : z;
    }

    static double atan2(double y, double x) {
        final double pi = 3.1415926535897931160E+00, piLow = 1.2246467991473531772E-16;
        if (Double.isNaN(x) || Double.isNaN(y)) return x + y;
        if (x == 1.0) return atan(y);
        boolean above = bits(y) >= 0, right = bits(x) >= 0;
        double sign = above ? 1.0 : -1.0;
        int ix = high(x) & MAGNITUDE, iy = high(y) & MAGNITUDE;
        if (y == 0.0) return right ? y : sign * pi;
        if (x == 0.0) return sign * (pi / 2.0);
        if (ix == INFINITY) {
            if (iy == INFINITY) return sign * (right ? pi / 4.0 : 3.0 * pi / 4.0);
            return sign * (right ? 0.0 : pi);
        }
        if (iy - ix > 64 << 20 || iy == INFINITY) return sign * (pi / 2.0);
        double z = !right && ix - iy > 64 << 20 ? 0.0 : atan(Math.abs(y / x));
        if (right) return above ? z : -z;
        return above ? pi - (z - piLow) : (z - piLow) - pi;
    }
}

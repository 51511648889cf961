package kaa.rt;

/**
 * Functions of floats with the results of FreeBSD's msun to the bit, on every framework. The
 * algorithms are those of fdlibm: Copyright (C) 1993 by Sun Microsystems, Inc. Permission to use,
 * copy, modify, and distribute this software is freely granted, provided that this notice is
 * preserved.
 */
final class Libm {
    static long bits(double x) {
        return Double.doubleToRawLongBits(x);
    }

    static double fromBits(long bits) {
        return Double.longBitsToDouble(bits);
    }

    static int high(double x) {
        return (int)(bits(x) >> 32);
    }

    static int low(double x) {
        return (int)bits(x);
    }

    static double withHigh(double x, int high) {
        return fromBits(bits(x) & 0xFFFFFFFFL | (long)high << 32);
    }

    static double withoutLow(double x) {
        return fromBits(bits(x) & 0xFFFFFFFF00000000L);
    }

    static final int MAGNITUDE = 0x7FFFFFFF, INFINITY = 0x7FF00000, ONE = 0x3FF00000;

    /** x * 2 ** n, rounded once. */
    static double scale(double x, int n) {
        final double huge = 8.98846567431157953865e307, tiny = 2.00416836000897277800e-292;
        if (n > 1023) {
            x *= huge;
            n -= 1023;
            if (n > 1023) {
                x *= huge;
                n = Math.min(n - 1023, 1023);
            }
        } else if (n < -1022) {
            // 2 ** -969: each step stays clear of subnormals until the last.
            x *= tiny;
            n += 969;
            if (n < -1022) {
                x *= tiny;
                n = Math.max(n + 969, -1022);
            }
        }
        return x * fromBits((long)(0x3FF + n) << 52);
    }

    /** sin(x + y) for |x| below pi/4; y is the tail of x, used if asked for. */
    static double sinKernel(double x, double y, boolean hasTail) {
        final double s1 = -1.66666666666666324348e-01, s2 = 8.33333333332248946124e-03,
            s3 = -1.98412698298579493134e-04, s4 = 2.75573137070700676789e-06,
            s5 = -2.50507602534068634195e-08, s6 = 1.58969099521155010221e-10;
        double z = x * x, w = z * z;
        double r = s2 + z * (s3 + z * s4) + z * w * (s5 + z * s6);
        double v = z * x;
        return hasTail ? x - ((z * (0.5 * y - v * r) - y) - v * s1) : x + v * (s1 + z * r);
    }

    static double cosKernel(double x, double y) {
        final double c1 = 4.16666666666666019037e-02, c2 = -1.38888888888741095749e-03,
            c3 = 2.48015872894767294178e-05, c4 = -2.75573143513906633035e-07,
            c5 = 2.08757232129817482790e-09, c6 = -1.13596475577881948265e-11;
        double z = x * x, w = z * z;
        double r = z * (c1 + z * (c2 + z * c3)) + w * w * (c4 + z * (c5 + z * c6));
        double half = 0.5 * z;
        w = 1.0 - half;
        return w + (((1.0 - w) - half) + (z * r - x * y));
    }

    private static final double[] TAN_TERMS = {
        3.33333333333334091986e-01, 1.33333333333201242699e-01, 5.39682539762260521377e-02,
        2.18694882948595424599e-02, 8.86323982359930005737e-03, 3.59207910759131235356e-03,
        1.45620945432529025516e-03, 5.88041240820264096874e-04, 2.46463134818469906812e-04,
        7.81794442939557092300e-05, 7.14072491382608190305e-05, -1.85586374855275456654e-05,
        2.59073051863633712884e-05,
    };

    /** tan(x + y), or -1 / tan(x + y) if `inverse`, for |x| below pi/4. */
    static double tanKernel(double x, double y, boolean inverse) {
        final double quarter = 7.85398163397448278999e-01, quarterLow = 3.06161699786838301793e-17;
        double[] t = TAN_TERMS;
        int hx = high(x);
        boolean negative = hx < 0, big = (hx & MAGNITUDE) >= 0x3FE59428;
        if (big) {
            if (negative) {
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
        if (big) {
            s = inverse ? -1.0 : 1.0;
            v = s - 2.0 * (x + (r - w * w / (w + s)));
            return negative ? -v : v;
        }
        if (!inverse) return w;
        double w0 = withoutLow(w);
        v = r - (w0 - x);
        double a = -1.0 / w, a0 = withoutLow(a);
        return a0 + a * (1.0 + a0 * w0 + a0 * v);
    }

    static double sin(double x) {
        int ix = high(x) & MAGNITUDE;
        if (ix <= 0x3FE921FB) return ix < 0x3E500000 ? x : sinKernel(x, 0.0, false);
        if (ix >= INFINITY) return x - x;
        double[] y = new double[2];
        switch (LibmReduce.reduce(x, y) & 3) {
            case 0: return sinKernel(y[0], y[1], true);
            case 1: return cosKernel(y[0], y[1]);
            case 2: return -sinKernel(y[0], y[1], true);
            default: return -cosKernel(y[0], y[1]);
        }
    }

    static double cos(double x) {
        int ix = high(x) & MAGNITUDE;
        if (ix <= 0x3FE921FB) return ix < 0x3E46A09E ? 1.0 : cosKernel(x, 0.0);
        if (ix >= INFINITY) return x - x;
        double[] y = new double[2];
        switch (LibmReduce.reduce(x, y) & 3) {
            case 0: return cosKernel(y[0], y[1]);
            case 1: return -sinKernel(y[0], y[1], true);
            case 2: return -cosKernel(y[0], y[1]);
            default: return sinKernel(y[0], y[1], true);
        }
    }

    static double tan(double x) {
        int ix = high(x) & MAGNITUDE;
        if (ix <= 0x3FE921FB) return ix < 0x3E400000 ? x : tanKernel(x, 0.0, false);
        if (ix >= INFINITY) return x - x;
        double[] y = new double[2];
        int quadrant = LibmReduce.reduce(x, y);
        return tanKernel(y[0], y[1], (quadrant & 1) != 0);
    }
}

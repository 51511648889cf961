package kaa.rt;

import static kaa.rt.Libm.bits;
import static kaa.rt.Libm.fromBits;
import static kaa.rt.Libm.high;
import static kaa.rt.Libm.scale;
import static kaa.rt.Libm.MAGNITUDE;

/**
 * Payne and Hanek's reduction of large angles, in pieces of 24 bits, as fdlibm does it: Copyright
 * (C) 1993 by Sun Microsystems, Inc. Permission to use, copy, modify, and distribute this
 * software is freely granted, provided that this notice is preserved.
 */
final class LibmReduce {
    static final double HALF_PI_1 = 1.57079632673412561417e+00, HALF_PI_1_TAIL = 6.07710050650619224932e-11;

    /** x minus the nearest multiple of pi/2, as y[0] + y[1]; answers that multiple. */
    static int reduce(double x, double[] y) {
        int ix = high(x) & MAGNITUDE;
        boolean negative = bits(x) < 0;
        int multiple = ix <= 0x4002D97C ? 1 : ix <= 0x400F6A7A ? 2 : ix <= 0x4015FDBC ? 3 : ix <= 0x401C463B ? 4 : 0;
        boolean cancels = ix <= 0x400F6A7A ? (ix & 0xFFFFF) == 0x921FB : ix == 0x4012D97C || ix == 0x401921FB;
        if (multiple != 0 && !cancels) {
            int n = negative ? -multiple : multiple;
            double z = x - n * HALF_PI_1, tail = n * HALF_PI_1_TAIL;
            y[0] = z - tail;
            y[1] = (z - y[0]) - tail;
            return n;
        }
        return ix < 0x413921FB ? reduceMedium(x, ix, y) : reduceLarge(x, ix, negative, y);
    }

    static int exponent(double x) {
        return (int)(bits(x) >> 52) & 0x7FF;
    }

    static int reduceMedium(double x, int ix, double[] y) {
        final double toInteger = 1.5 / 2.2204460492503131e-16, inverse = 6.36619772367581382433e-01,
            halfPi2 = 6.07710050630396597660e-11, halfPi2Tail = 2.02226624879595063154e-21,
            halfPi3 = 2.02226624871116645580e-21, halfPi3Tail = 8.47842766036889956997e-32;
        double rounded = x * inverse + toInteger - toInteger;
        double r = x - rounded * HALF_PI_1, w = rounded * HALF_PI_1_TAIL;
        int exponent = (ix >> 20);
        y[0] = r - w;
        if (exponent - exponent(y[0]) > 16) {
            double t = r;
            w = rounded * halfPi2;
            r = t - w;
            w = rounded * halfPi2Tail - ((t - r) - w);
            y[0] = r - w;
            if (exponent - exponent(y[0]) > 49) {
                t = r;
                w = rounded * halfPi3;
                r = t - w;
                w = rounded * halfPi3Tail - ((t - r) - w);
                y[0] = r - w;
            }
        }
        y[1] = (r - y[0]) - w;
        return (int)rounded;
    }

    /** 2 / pi in pieces of 24 bits. */
    private static final int[] TWO_OVER_PI = {
        0xA2F983, 0x6E4E44, 0x1529FC, 0x2757D1, 0xF534DD, 0xC0DB62, 0x95993C, 0x439041, 0xFE5163,
        0xABDEBB, 0xC561B7, 0x246E3A, 0x424DD2, 0xE00649, 0x2EEA09, 0xD1921C, 0xFE1DEB, 0x1CB129,
        0xA73EE8, 0x8235F5, 0x2EBB44, 0x84E99C, 0x7026B4, 0x5F7E41, 0x3991D6, 0x398353, 0x39F49C,
        0x845F8B, 0xBDF928, 0x3B1FF8, 0x97FFDE, 0x05980F, 0xEF2F11, 0x8B5A0A, 0x6D1F6D, 0x367ECF,
        0x27CB09, 0xB74F46, 0x3F669E, 0x5FEA2D, 0x7527BA, 0xC7EBE5, 0xF17B3D, 0x0739F7, 0x8A5292,
        0xEA6BFB, 0x5FB11F, 0x8D5D08, 0x560330, 0x46FC7B, 0x6BABF0, 0xCFBC20, 0x9AF436, 0x1DA9E3,
        0x91615E, 0xE61B08, 0x659985, 0x5F14A0, 0x68408D, 0xFFD880, 0x4D7327, 0x310606, 0x1556CA,
        0x73A8C9, 0x60E27B, 0xC08C6B,
    };

    /** pi / 2 in pieces of 24 bits. */
    private static final double[] HALF_PI_PIECES = {
        1.57079625129699707031e+00, 7.54978941586159635335e-08, 5.39030252995776476554e-15,
        3.28200341580791294123e-22, 1.27065575308067607349e-29, 1.22933308981111328932e-36,
        2.73370053816464559624e-44, 2.16741683877804819444e-51,
    };

    static final double TWO_24 = 16777216.0, TWO_MINUS_24 = 5.96046447753906250000e-08;

    static int reduceLarge(double x, int ix, boolean negative, double[] y) {
        double z = fromBits(bits(x) & 0xFFFFFFFFFFFFFL | (0x3FFL + 23) << 52);
        double[] pieces = new double[3];
        for (int i = 0; i < 2; i++) {
            pieces[i] = (int)z;
            z = (z - pieces[i]) * TWO_24;
        }
        pieces[2] = z;
        int count = 3;
        while (count > 1 && pieces[count - 1] == 0.0) count--;
        Reduction reduction = new Reduction(pieces, count, (ix >> 20) - (0x3FF + 23));
        int n = reduction.run(y);
        if (!negative) return n;
        y[0] = -y[0];
        y[1] = -y[1];
        return -n;
    }

    /** ONE reduction of x = sum of pieces[i] * 2 ** (exponent - 24 * i). */
    static final class Reduction {
        final int INITIAL_TERMS = 4;
        final double[] x;
        final int last;
        final int firstWord;
        final double[] f = new double[20], q = new double[20], fq = new double[20];
        final int[] iq = new int[20];
        int q0;
        int jz = INITIAL_TERMS;
        int n;
        int ih;
        double z;

        Reduction(double[] pieces, int count, int exponent) {
            x = pieces;
            last = count - 1;
            firstWord = Math.max((exponent - 3) / 24, 0);
            q0 = exponent - 24 * (firstWord + 1);
        }

        int run(double[] y) {
            for (int i = 0, j = firstWord - last; i <= last + INITIAL_TERMS; i++, j++) {
                f[i] = j < 0 ? 0.0 : TWO_OVER_PI[j];
            }
            for (int i = 0; i <= INITIAL_TERMS; i++) q[i] = product(i);
            while (!distill()) { }
            settle();
            return compress(y);
        }

        double product(int i) {
            double sum = 0;
            for (int j = 0; j <= last; j++) sum += x[j] * f[last + i - j];
            return sum;
        }

        /**
         * Splits q into integers and takes off the multiple of 8; false if more terms are needed.
         */
        boolean distill() {
            z = q[jz];
            for (int i = 0, j = jz; j > 0; i++, j--) {
                double high = (int)(TWO_MINUS_24 * z);
                iq[i] = (int)(z - TWO_24 * high);
                z = q[j - 1] + high;
            }
            z = scale(z, q0);
            z -= 8.0 * Math.floor(z * 0.125);
            n = (int)z;
            z -= n;
            ih = 0;
            if (q0 > 0) {
                int i = iq[jz - 1] >> (24 - q0);
                n += i;
                iq[jz - 1] -= i << (24 - q0);
                ih = iq[jz - 1] >> (23 - q0);
            } else if (q0 == 0) ih = iq[jz - 1] >> 23;
            else if (z >= 0.5) ih = 2;
            if (ih > 0) takeFromOne();
            return z != 0.0 || !needsTerms();
        }

        /** The fraction is above a half: uses one minus it. */
        void takeFromOne() {
            n++;
            boolean carry = false;
            for (int i = 0; i < jz; i++) {
                int j = iq[i];
                if (carry) iq[i] = 0xFFFFFF - j;
                else if (j != 0) {
                    carry = true;
                    iq[i] = 0x1000000 - j;
                }
            }
            if (q0 == 1) iq[jz - 1] &= 0x7FFFFF;
            else if (q0 == 2) iq[jz - 1] &= 0x3FFFFF;
            if (ih != 2) return;
            z = 1.0 - z;
            if (carry) z -= scale(1.0, q0);
        }

        boolean needsTerms() {
            int any = 0;
            for (int i = jz - 1; i >= INITIAL_TERMS; i--) any |= iq[i];
            if (any != 0) return false;
            int k = 1;
            while (iq[INITIAL_TERMS - k] == 0) k++;
            for (int i = jz + 1; i <= jz + k; i++) {
                f[last + i] = TWO_OVER_PI[firstWord + i];
                q[i] = product(i);
            }
            jz += k;
            return true;
        }

        /** Drops zero terms, or breaks z into pieces. */
        void settle() {
            if (z == 0.0) {
                do {
                    jz--;
                    q0 -= 24;
                } while (iq[jz] == 0);
                return;
            }
            z = scale(z, -q0);
            if (z < TWO_24) {
                iq[jz] = (int)z;
                return;
            }
            double high = (int)(TWO_MINUS_24 * z);
            iq[jz] = (int)(z - TWO_24 * high);
            jz++;
            q0 += 24;
            iq[jz] = (int)high;
        }

        int compress(double[] y) {
            double unit = scale(1.0, q0);
            for (int i = jz; i >= 0; i--) {
                q[i] = unit * iq[i];
                unit *= TWO_MINUS_24;
            }
            for (int i = jz; i >= 0; i--) {
                double term = 0;
                for (int k = 0; k <= INITIAL_TERMS && k <= jz - i; k++) term += HALF_PI_PIECES[k] * q[i + k];
                fq[jz - i] = term;
            }
            double sum = 0;
            for (int i = jz; i >= 0; i--) sum += fq[i];
            y[0] = ih == 0 ? sum : -sum;
            sum = fq[0] - sum;
            for (int i = 1; i <= jz; i++) sum += fq[i];
            y[1] = ih == 0 ? sum : -sum;
            return n & 7;
        }
    }
}

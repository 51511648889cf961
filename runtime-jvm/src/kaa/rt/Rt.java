package kaa.rt;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Objects;

/** What compiled code calls because it is too long to be written out at every use. */
public final class Rt {
    private Rt() {}

    // ---- arithmetic

    public static int index(long value) {
        int index = (int) value;
        if (index != value) throw Trap.of(Trap.BOUNDS);
        return index;
    }

    public static boolean mulOverflows(long a, long b) {
        return Math.multiplyHigh(a, b) != a * b >> 63;
    }

    public static boolean mulOverflows(int a, int b) {
        long product = (long) a * b;
        return product != (int) product;
    }

    public static long mulHighUnsigned(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }

    public static double truncate(double x) {
        return x < 0 ? Math.ceil(x) : Math.floor(x);
    }

    // ---- classes

    public static boolean isSubclass(Class<?> sub, Class<?> base) {
        return base.isAssignableFrom(sub);
    }

    public static boolean isExactly(Object object, Class<?> array) {
        return object != null && object.getClass() == array;
    }

    public static void castNonNull(Object object) {
        if (object == null) throw Trap.of(Trap.CAST);
    }

    public static void castExactly(Object object, Class<?> array) {
        if (object != null && object.getClass() != array) throw Trap.of(Trap.CAST);
    }

    // ---- arrays

    public static boolean bytesEqual(byte[] a, int ai, byte[] b, int bi, int n) {
        Objects.checkFromIndexSize(ai, n, a.length);
        Objects.checkFromIndexSize(bi, n, b.length);
        return Arrays.equals(a, ai, ai + n, b, bi, bi + n);
    }

    public static int compareBytes(byte[] a, int ai, byte[] b, int bi, int n) {
        Objects.checkFromIndexSize(ai, n, a.length);
        Objects.checkFromIndexSize(bi, n, b.length);
        return Integer.signum(Arrays.compareUnsigned(a, ai, ai + n, b, bi, bi + n));
    }

    public static int findByte(byte[] bytes, int from, int to, int value) {
        Objects.checkFromToIndex(from, to, bytes.length);
        byte wanted = (byte) value;
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) return i;
        }
        return -1;
    }

    public static byte[] tryNewB(int n) {
        try {
            return n < 0 ? null : new byte[n];
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    public static boolean[] tryNewZ(int n) {
        try {
            return n < 0 ? null : new boolean[n];
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    public static short[] tryNewS(int n) {
        try {
            return n < 0 ? null : new short[n];
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    public static int[] tryNewI(int n) {
        try {
            return n < 0 ? null : new int[n];
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    public static long[] tryNewJ(int n) {
        try {
            return n < 0 ? null : new long[n];
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    public static float[] tryNewF(int n) {
        try {
            return n < 0 ? null : new float[n];
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    public static double[] tryNewD(int n) {
        try {
            return n < 0 ? null : new double[n];
        } catch (OutOfMemoryError e) {
            return null;
        }
    }

    public static Object[] tryNewRefs(int n, Class<?> element) {
        try {
            return n < 0 ? null : (Object[]) Array.newInstance(element, n);
        } catch (OutOfMemoryError e) {
            return null;
        }
    }
}

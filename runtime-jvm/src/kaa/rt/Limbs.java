package kaa.rt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Arithmetic on big integers as they are stored (little-endian two's complement), eight bytes at a time: turning them into
 * {@code BigInteger} and back costs more than short operations themselves.
 */
final class Limbs {
    private Limbs() {}

    private static int words(byte[] a) {
        return (a.length + 7) >>> 3;
    }

    /** All ones or all zeros. */
    private static long sign(byte[] a) {
        return a[a.length - 1] >> 7;
    }

    private static ByteBuffer view(byte[] a) {
        return ByteBuffer.wrap(a).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Word {@code i}, which may be partly or wholly behind the end: there is the sign. */
    private static long word(byte[] a, ByteBuffer view, int i) {
        int at = i << 3;
        if (at + 8 <= a.length) return view.getLong(at);
        long word = sign(a);
        for (int k = Math.min(a.length - 1, at + 7); k >= at; k--) word = word << 8 | a[k] & 0xff;
        return word;
    }

    static boolean isWord(byte[] a) {
        return a.length <= 8;
    }

    static long toWord(byte[] a) {
        return word(a, view(a), 0);
    }

    static byte[] add(byte[] a, byte[] b) {
        int n = Math.max(words(a), words(b)) + 1;
        ByteBuffer left = view(a);
        ByteBuffer right = view(b);
        byte[] out = new byte[n << 3];
        ByteBuffer result = view(out);
        long carry = 0;
        for (int i = 0; i < n; i++) {
            long x = word(a, left, i);
            long sum = x + word(b, right, i);
            long total = sum + carry;
            carry = Long.compareUnsigned(sum, x) < 0 || Long.compareUnsigned(total, sum) < 0 ? 1 : 0;
            result.putLong(i << 3, total);
        }
        return trim(out);
    }

    static byte[] sub(byte[] a, byte[] b) {
        int n = Math.max(words(a), words(b)) + 1;
        ByteBuffer left = view(a);
        ByteBuffer right = view(b);
        byte[] out = new byte[n << 3];
        ByteBuffer result = view(out);
        long borrow = 0;
        for (int i = 0; i < n; i++) {
            long x = word(a, left, i);
            long y = word(b, right, i);
            long difference = x - y;
            result.putLong(i << 3, difference - borrow);
            borrow = Long.compareUnsigned(x, y) < 0 || difference == 0 && borrow == 1 ? 1 : 0;
        }
        return trim(out);
    }

    static byte[] mul(byte[] a, long b) {
        int n = words(a);
        ByteBuffer left = view(a);
        byte[] out = new byte[n + 1 << 3];
        ByteBuffer result = view(out);
        long carry = 0;
        for (int i = 0; i < n; i++) {
            long x = word(a, left, i);
            long low = x * b;
            long sum = low + carry;
            // All words but the last are unsigned, the factor is signed, and so is what is carried.
            long high = Math.multiplyHigh(x, b) + (i < n - 1 ? x >> 63 & b : 0);
            carry = high + (carry >> 63) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
            result.putLong(i << 3, sum);
        }
        result.putLong(n << 3, carry);
        return trim(out);
    }

    static int compare(byte[] a, byte[] b) {
        int n = Math.max(words(a), words(b));
        ByteBuffer left = view(a);
        ByteBuffer right = view(b);
        long x = word(a, left, n - 1);
        long y = word(b, right, n - 1);
        if (x != y) return x < y ? -1 : 1;
        for (int i = n - 2; i >= 0; i--) {
            x = word(a, left, i);
            y = word(b, right, i);
            if (x != y) return Long.compareUnsigned(x, y) < 0 ? -1 : 1;
        }
        return 0;
    }

    private static double unsigned(long word) {
        return (word >>> 1) * 2.0 + (word & 1);
    }

    /** The three words up to {@code top} of a number that is not negative, in units of the lowest. */
    private static double lead(byte[] a, int top) {
        ByteBuffer view = view(a);
        double value = 0;
        for (int i = top; i > top - 3; i--) value = value * 0x1p64 + (i < 0 ? 0 : unsigned(word(a, view, i)));
        return value;
    }

    /** Quotient and rest of numbers that are not negative, or null where the quotient is not much shorter than a word. */
    static byte[][] divideShort(byte[] a, byte[] b) {
        if (sign(a) < 0 || sign(b) < 0 || words(a) > words(b) + 1) return null;
        int top = Math.max(words(a), words(b)) - 1;
        double estimate = lead(a, top) / lead(b, top);
        if (!(estimate < 0x1p50)) return null;
        long quotient = (long) estimate;
        byte[] rest = sub(a, mul(b, quotient));
        for (; sign(rest) < 0; quotient--) rest = add(rest, b);
        for (; compare(rest, b) >= 0; quotient++) rest = sub(rest, b);
        byte[] out = new byte[8];
        view(out).putLong(0, quotient);
        return new byte[][] {trim(out), rest};
    }

    /** Without needless last bytes. */
    private static byte[] trim(byte[] bytes) {
        int n = bytes.length;
        while (n > 1 && bytes[n - 1] == bytes[n - 2] >> 7) n--;
        return n == bytes.length ? bytes : java.util.Arrays.copyOf(bytes, n);
    }
}

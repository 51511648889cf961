package kaa.rt;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Big integers as little-endian two's complement bytes without needless last bytes. */
final class BigInts {
    private BigInts() {}

    static BigInteger read(byte[] bytes) {
        return new BigInteger(reversed(bytes));
    }

    static byte[] write(BigInteger value) {
        return reversed(value.toByteArray());
    }

    private static byte[] reversed(byte[] bytes) {
        int n = bytes.length;
        byte[] out = new byte[n];
        int i = 0;
        if (n >= 16) {
            ByteBuffer from = ByteBuffer.wrap(bytes);
            ByteBuffer to = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
            for (; i + 8 <= n; i += 8) to.putLong(n - 8 - i, from.getLong(i));
        }
        for (; i < n; i++) out[n - 1 - i] = bytes[i];
        return out;
    }

    static byte[] multiply(byte[] a, byte[] b) {
        if (Limbs.isWord(b)) return Limbs.mul(a, Limbs.toWord(b));
        if (Limbs.isWord(a)) return Limbs.mul(b, Limbs.toWord(a));
        return write(read(a).multiply(read(b)));
    }

    static byte[] floorDiv(byte[] a, byte[] b) {
        byte[][] quick = Limbs.divideShort(a, b);
        if (quick != null) return quick[0];
        BigInteger divisor = read(b);
        BigInteger[] both = read(a).divideAndRemainder(divisor);
        boolean adjust = both[1].signum() != 0 && both[1].signum() != divisor.signum();
        return write(adjust ? both[0].subtract(BigInteger.ONE) : both[0]);
    }

    static byte[] floorMod(byte[] a, byte[] b) {
        byte[][] quick = Limbs.divideShort(a, b);
        return quick != null ? quick[1] : write(floorMod(read(a), read(b)));
    }

    private static BigInteger floorMod(BigInteger a, BigInteger b) {
        BigInteger rest = a.remainder(b);
        return rest.signum() != 0 && rest.signum() != b.signum() ? rest.add(b) : rest;
    }

    static byte[] powMod(byte[] a, byte[] exponent, byte[] m) {
        BigInteger modulus = read(m);
        BigInteger power = read(a).modPow(read(exponent), modulus.abs());
        return write(floorMod(power, modulus));
    }

    /** A count of bits beyond what the host can hold: left shifts of such a length run out of memory. */
    static byte[] shiftLeft(byte[] a, long n) {
        BigInteger value = read(a);
        if (value.signum() == 0) return write(value);
        if (n > Integer.MAX_VALUE) throw new OutOfMemoryError("shift by " + n + " bits");
        try {
            return write(value.shiftLeft((int) n));
        } catch (ArithmeticException e) {
            throw new OutOfMemoryError(e.getMessage());
        }
    }

    static byte[] shiftRight(byte[] a, long n) {
        return write(read(a).shiftRight((int) Math.min(n, Integer.MAX_VALUE)));
    }

    static byte[] power(byte[] a, long exponent) {
        BigInteger value = read(a);
        if (value.signum() == 0 || value.equals(BigInteger.ONE)) {
            return write(exponent == 0 ? BigInteger.ONE : value);
        }
        if (value.negate().equals(BigInteger.ONE)) {
            return write((exponent & 1) == 0 ? BigInteger.ONE : value);
        }
        try {
            if (exponent > Integer.MAX_VALUE) throw new ArithmeticException("exponent");
            return write(value.pow((int) exponent));
        } catch (ArithmeticException e) {
            throw new OutOfMemoryError(e.getMessage());
        }
    }

    /** Bits of the magnitude. */
    static long bitLength(byte[] a) {
        return read(a).abs().bitLength();
    }

    static byte[] toText(byte[] a, int base) {
        return read(a).toString(base).getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] fromText(byte[] digits, int base) {
        int start = digits.length > 0 && digits[0] == '-' ? 1 : 0;
        if (start == digits.length) return null;
        for (int i = start; i < digits.length; i++) {
            // Character.digit also takes digits beyond ASCII, which no single byte is.
            if (digits[i] < 0 || Character.digit((char) digits[i], base) < 0) return null;
        }
        return write(new BigInteger(new String(digits, StandardCharsets.ISO_8859_1), base));
    }

    static byte[] fromDouble(double value) {
        return write(new BigDecimal(value).toBigInteger());
    }

    /** Correctly rounded quotient: 66 or more bits of it, a sticky bit, and one rounding at the result's own precision. */
    static double trueDivide(byte[] a, byte[] b) {
        BigInteger dividend = read(a);
        BigInteger divisor = read(b);
        boolean negative = dividend.signum() * divisor.signum() < 0;
        if (dividend.signum() == 0) return divisor.signum() < 0 ? -0.0 : 0.0;
        dividend = dividend.abs();
        divisor = divisor.abs();
        int exponent = dividend.bitLength() - divisor.bitLength() - 66;
        BigInteger[] both = exponent < 0
                ? dividend.shiftLeft(-exponent).divideAndRemainder(divisor)
                : dividend.divideAndRemainder(divisor.shiftLeft(exponent));
        double result = round(both[0], exponent, both[1].signum() != 0);
        return negative ? -result : result;
    }

    /** {@code bits * 2**exponent}, a little more if sticky, to the nearest double, ties to even. */
    private static double round(BigInteger bits, int exponent, boolean sticky) {
        int lowest = Math.max(exponent + bits.bitLength() - 53, -1074);
        int drop = lowest - exponent;
        BigInteger kept = bits.shiftRight(drop);
        boolean half = drop > 0 && bits.testBit(drop - 1);
        boolean below = sticky || drop > 1 && bits.getLowestSetBit() < drop - 1;
        if (half && (below || kept.testBit(0))) kept = kept.add(BigInteger.ONE);
        if (lowest > 1100) return Double.POSITIVE_INFINITY;
        return Math.scalb((double) kept.longValue(), lowest);
    }
}

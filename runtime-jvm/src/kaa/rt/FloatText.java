package kaa.rt;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Text of floats, from exact decimal values. {@code Double.toString} is not shortest before Java 19 and so is not used. */
final class FloatText {
    /** Digits that any decimal keeps through a normal double. */
    private static final int SURE_DIGITS = 15;

    private FloatText() {}

    static double parse(byte[] text) {
        String digits = new String(text, StandardCharsets.ISO_8859_1).toLowerCase();
        int start = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
        boolean negative = digits.startsWith("-");
        if (digits.startsWith("inf", start)) {
            return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        if (digits.startsWith("nan", start)) return Double.NaN;
        return Double.parseDouble(digits);
    }

    // ---- shortest digits

    static byte[] repr(double value) {
        return Double.isFinite(value) ? signed(value, finite(Math.abs(value))) : special(value);
    }

    private static String finite(double magnitude) {
        if (magnitude == 0) return "0.0";
        BigDecimal shortest = shortest(magnitude).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        if (exponent < -4 || exponent >= 16) return scientific(digits, exponent, false);
        String plain = shortest.toPlainString();
        return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        int first = value < Double.MIN_NORMAL ? 1 : SURE_DIGITS;
        for (int digits = first; digits < 17; digits++) {
            BigDecimal found = readsBack(value, exact, digits);
            if (found != null) return found;
        }
        return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
    }

    /**
     * The decimal of so many digits that is nearest to the value among those that read back, or null. At powers of two the
     * interval that reads back is lopsided, so the neighbour may be in it when the nearest decimal is not.
     */
    private static BigDecimal readsBack(double value, BigDecimal exact, int digits) {
        BigDecimal down = exact.round(new MathContext(digits, RoundingMode.DOWN));
        BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
        boolean downFits = down.doubleValue() == value;
        boolean upFits = up.doubleValue() == value;
        if (downFits && upFits) {
            return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        }
        return downFits ? down : upFits ? up : null;
    }

    // ---- printf

    static byte[] format(double value, int kind, int precision, boolean alternate) {
        if (!Double.isFinite(value)) return special(value);
        BigDecimal exact = new BigDecimal(Math.abs(value));
        switch (kind) {
            case 'f':
                return signed(value, fixed(exact, precision, alternate));
            case 'e':
                return signed(value, exponential(exact, precision, alternate));
            default:
                return signed(value, general(exact, precision == 0 ? 1 : precision, alternate));
        }
    }

    private static String fixed(BigDecimal exact, int precision, boolean alternate) {
        String text = exact.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
        return precision == 0 && alternate ? text + "." : text;
    }

    /** The digits after rounding to a number of them, and the decimal exponent of the first. */
    private static final class Rounded {
        final String digits;
        final int exponent;

        Rounded(BigDecimal exact, int n) {
            if (exact.signum() == 0) {
                digits = "0".repeat(n);
                exponent = 0;
                return;
            }
            BigDecimal rounded = exact.round(new MathContext(n, RoundingMode.HALF_EVEN));
            String text = rounded.unscaledValue().toString();
            exponent = text.length() - 1 - rounded.scale();
            digits = text.length() < n ? text + "0".repeat(n - text.length()) : text;
        }
    }

    private static String exponential(BigDecimal exact, int precision, boolean alternate) {
        Rounded rounded = new Rounded(exact, precision + 1);
        return scientific(rounded.digits, rounded.exponent, alternate);
    }

    private static String general(BigDecimal exact, int precision, boolean alternate) {
        Rounded rounded = new Rounded(exact, precision);
        boolean plain = rounded.exponent >= -4 && rounded.exponent < precision;
        if (plain) {
            String text = fixed(exact, precision - 1 - rounded.exponent, alternate);
            return alternate ? text : withoutTrailingZeros(text);
        }
        String digits = rounded.digits;
        if (!alternate) {
            int end = digits.length();
            while (end > 1 && digits.charAt(end - 1) == '0') end--;
            digits = digits.substring(0, end);
        }
        return scientific(digits, rounded.exponent, alternate);
    }

    private static String withoutTrailingZeros(String text) {
        if (text.indexOf('.') < 0) return text;
        int end = text.length();
        while (text.charAt(end - 1) == '0') end--;
        return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /** {@code d.ddde+XX}; the exponent has at least two digits. */
    private static String scientific(String digits, int exponent, boolean point) {
        StringBuilder out = new StringBuilder().append(digits.charAt(0));
        if (digits.length() > 1 || point) out.append('.').append(digits, 1, digits.length());
        out.append(exponent < 0 ? "e-" : "e+");
        if (Math.abs(exponent) < 10) out.append('0');
        return out.append(Math.abs(exponent)).toString();
    }

    private static byte[] special(double value) {
        return Double.isNaN(value) ? ascii("nan") : signed(value, "inf");
    }

    private static byte[] signed(double value, String text) {
        return ascii(Double.doubleToRawLongBits(value) < 0 ? "-" + text : text);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}

package kaa.rt;

/**
 * Stops the program. Most traps are the host's own exceptions (bounds, null, cast, division), which {@link #codeOf} names:
 * nobody catches them before the launcher, so compiled code need not test.
 */
public final class Trap extends RuntimeException {
    private static final long serialVersionUID = 1;
    /** Exit code of a program that trapped. */
    public static final int EXIT_CODE = 70;

    public static final int DIV_ZERO = 0;
    public static final int BOUNDS = 1;
    public static final int CAST = 2;
    public static final int NULL = 3;
    public static final int MEMORY = 4;
    public static final int UNREACHABLE = 5;
    public static final int ASSERT = 6;
    private static final String[] NAMES = {
        "div_zero", "bounds", "cast", "null", "memory", "unreachable", "assert"
    };

    public final int code;

    private Trap(int code) {
        super(NAMES[code]);
        this.code = code;
    }

    public static Trap of(int code) {
        return new Trap(code);
    }

    /** The trap that a host exception stands for, or -1. */
    public static int codeOf(Throwable thrown) {
        if (thrown instanceof Trap) return ((Trap) thrown).code;
        if (thrown instanceof ArithmeticException) return DIV_ZERO;
        if (thrown instanceof IndexOutOfBoundsException) return BOUNDS;
        if (thrown instanceof NegativeArraySizeException) return BOUNDS;
        // Arrays.fill with from > to.
        if (thrown instanceof IllegalArgumentException) return BOUNDS;
        if (thrown instanceof ClassCastException) return CAST;
        if (thrown instanceof ArrayStoreException) return CAST;
        if (thrown instanceof NullPointerException) return NULL;
        if (thrown instanceof OutOfMemoryError) return MEMORY;
        if (thrown instanceof StackOverflowError) return MEMORY;
        return -1;
    }

    /** {@code trap: CODE in @function}; the function is missing where HotSpot has left out the stack trace. */
    public static String describe(Throwable thrown) {
        StringBuilder text = new StringBuilder("trap: ").append(NAMES[codeOf(thrown)]);
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (frame.getClassName().startsWith("kaa.gen.code.")) {
                return text.append(" in @").append(demangle(frame.getMethodName())).toString();
            }
        }
        return text.toString();
    }

    /** Undoes the compiler's replacement of characters that Java names must not hold. */
    public static String demangle(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '$' || i + 1 == name.length()) {
                out.append(c);
                continue;
            }
            int at = "$dslcabrn".indexOf(name.charAt(++i));
            out.append(at < 0 ? name.charAt(i) : "$./[;<>\\:".charAt(at));
        }
        return out.toString();
    }
}

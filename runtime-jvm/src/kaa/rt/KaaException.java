package kaa.rt;

/** Carries an exception object of the program. It has no stack trace: tracebacks are the program's own. */
public final class KaaException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public final transient Object value;

    private KaaException(Object value) {
        super(null, null, false, false);
        this.value = value;
    }

    public static KaaException of(Object value) {
        return new KaaException(value);
    }

    @Override
    public String getMessage() {
        return value.getClass().getName();
    }
}

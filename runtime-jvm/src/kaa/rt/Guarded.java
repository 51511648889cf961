package kaa.rt;

/** A class whose instances may be registered for finalization: it has a field for the guard. */
public interface Guarded {
    Object guard();

    void setGuard(Object guard);
}

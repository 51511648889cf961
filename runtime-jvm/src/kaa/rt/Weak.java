package kaa.rt;

import java.lang.ref.WeakReference;

/**
 * Weak reference of the program. The host clears it before an object is finalized, but the program wants it to outlive the
 * queue of dead objects: so it is pointed at the object again when that is queued.
 */
public final class Weak extends WeakReference<Object> {
    private volatile WeakReference<Object> revived;

    private Weak(Object object) {
        super(object);
    }

    public static Weak of(Object object) {
        Weak weak = new Weak(object);
        if (object instanceof Guarded) Guard.of((Guarded) object).add(weak);
        return weak;
    }

    public Object target() {
        Object object = get();
        WeakReference<Object> again = revived;
        return object == null && again != null ? again.get() : object;
    }

    void revive(Object object) {
        revived = new WeakReference<>(object);
    }
}

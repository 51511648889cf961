package kaa.rt;

import java.lang.ref.WeakReference;
import java.util.ArrayList;

/** What a {@link Guarded} object keeps for its death: weak references to it, and the bell that tells when it is found dead. */
final class Guard {
    private static volatile boolean used;

    /**
     * Only the guard refers to its bell, and only the object to its guard: they die together, and the host's finalizer of the
     * bell hands the object back. So the object's own class needs no finalizer, which would make all its instances slow.
     */
    private static final class Bell {
        private final Ctx ctx;
        private final Guarded target;

        Bell(Ctx ctx, Guarded target) {
            this.ctx = ctx;
            this.target = target;
        }

        @Override
        @SuppressWarnings({"removal", "deprecation"})
        protected void finalize() {
            of(target).rung(target);
            ctx.enqueueDead(target);
        }
    }

    private final ArrayList<WeakReference<Weak>> weaks = new ArrayList<>(1);
    private Bell bell;

    /** True once some object was registered: collections then wait for the host's finalizers. */
    static boolean isUsed() {
        return used;
    }

    static Guard of(Guarded object) {
        synchronized (Guard.class) {
            Guard guard = (Guard) object.guard();
            if (guard == null) {
                guard = new Guard();
                object.setGuard(guard);
            }
            return guard;
        }
    }

    static void register(Ctx ctx, Object object) {
        Guarded guarded = (Guarded) object;
        Guard guard = of(guarded);
        synchronized (guard) {
            used = true;
            if (guard.bell == null) guard.bell = new Bell(ctx, guarded);
        }
    }

    synchronized void add(Weak weak) {
        weaks.removeIf(reference -> reference.get() == null);
        weaks.add(new WeakReference<>(weak));
    }

    private synchronized void rung(Object object) {
        bell = null;
        for (WeakReference<Weak> reference : weaks) {
            Weak weak = reference.get();
            if (weak != null) weak.revive(object);
        }
    }
}

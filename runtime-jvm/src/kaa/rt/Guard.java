package kaa.rt;

/**
 * Queues an object when it is found dead. Only the object refers to its guard, and the guard to the object: both die together,
 * and the host's finalizer of the guard hands the object back. So the object's own class needs no finalizer, which would make
 * all its instances slow.
 */
final class Guard {
    private static volatile boolean used;

    private final Ctx ctx;
    private final Object target;

    private Guard(Ctx ctx, Object target) {
        this.ctx = ctx;
        this.target = target;
    }

    static boolean isUsed() {
        return used;
    }

    static void register(Ctx ctx, Object object) {
        Guarded guarded = (Guarded) object;
        if (guarded.guard() == null) {
            used = true;
            guarded.setGuard(new Guard(ctx, object));
        }
    }

    @Override
    @SuppressWarnings({"removal", "deprecation"})
    protected void finalize() {
        ((Guarded) target).setGuard(null);
        ctx.enqueueDead(target);
    }
}

package kaa.rt;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;

/**
 * All state of one isolated interpreter. Every compiled function takes it first; the program's own context class extends it,
 * or hangs off a generated subclass.
 */
public class Ctx extends Obj {
    public static final int ATTENTION_FINALIZERS = 1;
    public static final int ATTENTION_SIGNALS = 2;
    public static final int ATTENTION_HOST = 4;

    public Program program;
    public Externs externs;
    /** Bits of what waits to be done; read by {@code safepoint}. Volatile, so that loops see it change. */
    public volatile int attention;

    private Object pending;
    private Object[] frozen;
    private Cursor cursor;
    private int[] unfilled = new int[16];
    private int nUnfilled;
    private final IdMap ids = new IdMap();
    private final ArrayList<Object> dead = new ArrayList<>();
    /** How many of them the program has taken. */
    private int deadTaken;
    /** Objects were queued since the queue was put in order. */
    private boolean unordered;
    private long fullCollections;

    // ---- frozen heap

    public final byte[] data(int index) {
        return program.data(index);
    }

    public final Object frozen(int index) {
        Object[] table = frozen;
        if (table != null) {
            Object found = table[index];
            if (found != null) return found;
        }
        return decode(index);
    }

    /** Decodes the object and all that it reaches: shells first, then their contents, so that cycles and depth do not matter. */
    private synchronized Object decode(int index) {
        if (frozen == null) {
            frozen = new Object[program.frozenCount()];
            cursor = new Cursor(this, program.image());
        }
        Object wanted = frozenShell(index);
        while (nUnfilled > 0) {
            int next = unfilled[--nUnfilled];
            program.fill(cursor, next, frozen[next]);
        }
        return wanted;
    }

    Object frozenShell(int index) {
        Object shell = frozen[index];
        if (shell == null) {
            int at = cursor.at;
            shell = program.shell(this, cursor, index);
            cursor.at = at;
            frozen[index] = shell;
            if (nUnfilled == unfilled.length) {
                unfilled = java.util.Arrays.copyOf(unfilled, 2 * nUnfilled);
            }
            unfilled[nUnfilled++] = index;
        }
        return shell;
    }

    // ---- exceptions in sentinel form

    public final void setPending(Object exception) {
        pending = exception;
    }

    public final boolean isPending() {
        return pending != null;
    }

    public final Object takePending() {
        Object exception = pending;
        if (exception == null) throw Trap.of(Trap.UNREACHABLE);
        pending = null;
        return exception;
    }

    // ---- runtime services

    private static final long LONGEST_WAIT_MS = 1000;

    /** The JVM tells nobody how much stack is left: the launcher's thread has plenty, and its end is reported as a trap. */
    public final boolean isStackLow() {
        return false;
    }

    public final long uniqueId(Object object) {
        return ids.id(object);
    }

    public final void registerFinalizer(Object object) {
        Guard.register(this, object);
    }

    void enqueueDead(Object object) {
        synchronized (dead) {
            dead.add(object);
            unordered = true;
            attention |= ATTENTION_FINALIZERS;
        }
    }

    public final Object nextFinalizer() {
        synchronized (dead) {
            if (unordered) {
                unordered = false;
                DeathOrder.sort(dead.subList(deadTaken, dead.size()));
            }
            if (deadTaken < dead.size()) return dead.set(deadTaken++, null);
            dead.clear();
            deadTaken = 0;
            attention &= ~ATTENTION_FINALIZERS;
            return null;
        }
    }

    /** Sets bits of {@link #attention}; any thread may call it. */
    public final void attend(int bits) {
        synchronized (dead) {
            attention |= bits;
        }
    }

    public final void attended(int bits) {
        synchronized (dead) {
            attention &= ~bits;
        }
    }

    @SuppressWarnings({"removal", "deprecation"})
    public final void collect() {
        fullCollections++;
        System.gc();
        if (!Guard.isUsed()) return;
        awaitDeaths();
        // Twice: the first may end while the host's own finalizer thread is still busy with one object.
        System.runFinalization();
        System.runFinalization();
    }

    /**
     * Until the host has queued all that its last collection found dead, `runFinalization` misses objects. The host queues the
     * finds of one collection after those of the one before: once a later find has come out, all earlier ones are in.
     */
    private static void awaitDeaths() {
        ReferenceQueue<Object> found = new ReferenceQueue<>();
        WeakReference<Object> witness = new WeakReference<>(new Object(), found);
        System.gc();
        try {
            found.remove(LONGEST_WAIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Reference.reachabilityFence(witness);
    }

    public final long gcStat(int which) {
        Runtime runtime = Runtime.getRuntime();
        switch (which) {
            case 0:
                return GcBeans.collections();
            case 1:
                return fullCollections;
            case 2:
                return runtime.totalMemory() - runtime.freeMemory();
            case 3:
                return GcBeans.allocated();
            case 4:
                return runtime.maxMemory();
            default:
                return 0;
        }
    }

    /** The JVM's collector has no such input. */
    public final void gcPressure(long bytes) {}
}

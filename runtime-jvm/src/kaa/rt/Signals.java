package kaa.rt;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Signals that the program watches: noted when they come, taken one by one. */
final class Signals {
    private static final Map<Integer, String> NAMES = new HashMap<>();

    static {
        String names = "1 HUP 2 INT 3 QUIT 6 ABRT 10 USR1 12 USR2 13 PIPE 14 ALRM 15 TERM 17 CHLD 18 CONT 20 TSTP"
                + " 21 TTIN 22 TTOU 23 URG 24 XCPU 25 XFSZ 28 WINCH 29 IO";
        String[] words = names.split(" ");
        for (int i = 0; i < words.length; i += 2) {
            NAMES.put(Integer.valueOf(words[i]), words[i + 1]);
        }
    }

    private final Ctx ctx;
    private long watched;
    private long ignored;
    private final ArrayDeque<Integer> noted = new ArrayDeque<>();
    private final Object arrival = new Object();

    Signals(Ctx ctx) {
        this.ctx = ctx;
    }

    int watch(int number, int how) {
        String name = NAMES.get(number);
        if (name == null) return -Errno.EINVAL;
        SignalHandler handler;
        switch (how) {
            case 0:
                handler = SignalHandler.SIG_DFL;
                break;
            case 1:
                handler = new SignalHandler() {
                    @Override
                    public void handle(Signal signal) {
                        note(number);
                    }
                };
                break;
            case 2:
                handler = SignalHandler.SIG_IGN;
                break;
            default:
                return -Errno.EINVAL;
        }
        try {
            Signal.handle(new Signal(name), handler);
            watched = how == 1 ? watched | 1L << number : watched & ~(1L << number);
            ignored = how == 2 ? ignored | 1L << number : ignored & ~(1L << number);
            return 0;
        } catch (IllegalArgumentException e) {
            // The JVM keeps some signals for itself.
            return -Errno.EINVAL;
        }
    }

    /** A watched signal from ourselves is noted at once: the JVM would tell of it later, from another thread. */
    int raise(int number) {
        String name = NAMES.get(number);
        if (name == null) return -Errno.EINVAL;
        if ((watched & 1L << number) != 0) {
            note(number);
            return 0;
        }
        // The JVM refuses to raise what it has no handler for.
        if ((ignored & 1L << number) != 0) return 0;
        try {
            Signal.raise(new Signal(name));
            return 0;
        } catch (IllegalArgumentException e) {
            return -Errno.EINVAL;
        }
    }

    private void note(int number) {
        synchronized (arrival) {
            noted.add(number);
            ctx.attend(Ctx.ATTENTION_SIGNALS);
            arrival.notifyAll();
        }
    }

    int next() {
        synchronized (arrival) {
            Integer number = noted.poll();
            if (noted.isEmpty()) ctx.attended(Ctx.ATTENTION_SIGNALS);
            return number == null ? 0 : number;
        }
    }

    private static final int[] TIMER_SIGNALS = {14, 26, 27};

    private final java.util.Timer[] timers = new java.util.Timer[3];
    private final long[] due = new long[3];
    private final long[] intervals = new long[3];

    /** Of the three clocks Java has one: all three run in real time. */
    int timer(int which, long after, long interval, long[] former) {
        if (which < 0 || which > 2 || after < 0 || interval < 0) return -Errno.EINVAL;
        synchronized (timers) {
            former[0] = timers[which] == null ? 0 : Math.max(1, due[which] - System.nanoTime());
            former[1] = timers[which] == null ? 0 : intervals[which];
            if (timers[which] != null) timers[which].cancel();
            timers[which] = null;
            if (after == 0) return 0;
            start(which, after, interval);
            return 0;
        }
    }

    private void start(int which, long after, long interval) {
        java.util.Timer timer = new java.util.Timer(true);
        timers[which] = timer;
        intervals[which] = interval;
        due[which] = System.nanoTime() + after;
        java.util.TimerTask task = new java.util.TimerTask() {
            @Override
            public void run() {
                synchronized (timers) {
                    if (timers[which] != timer) return;
                    due[which] += interval;
                    if (interval == 0) timers[which] = null;
                }
                raise(TIMER_SIGNALS[which]);
            }
        };
        long first = (after + 999_999) / 1_000_000;
        if (interval == 0) timer.schedule(task, first);
        else timer.scheduleAtFixedRate(task, first, Math.max(1, interval / 1_000_000));
    }

    /** Waits; a signal that is noted ends it early. */
    int sleep(long nanos) {
        long end = System.nanoTime() + nanos;
        synchronized (arrival) {
            for (long left = nanos; left > 0; left = end - System.nanoTime()) {
                if (!noted.isEmpty()) return -Errno.EINTR;
                try {
                    arrival.wait(left / 1_000_000, (int) (left % 1_000_000));
                } catch (InterruptedException e) {
                    return -Errno.EINTR;
                }
            }
        }
        return 0;
    }
}

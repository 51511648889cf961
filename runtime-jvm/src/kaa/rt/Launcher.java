package kaa.rt;

/** Runs a program on a thread with a large stack and turns its end into an exit code. */
public final class Launcher {
    /** The depth counter ends most recursion long before; what gets here is told by the JVM, which is slow on larger stacks. */
    private static final long STACK_BYTES = 64L << 20;

    private Launcher() {}

    public static void main(Program program, String[] args) throws InterruptedException {
        int[] code = new int[1];
        // No lambda: the first one costs some 20 ms of start-up.
        Runnable body = new Runnable() {
            @Override
            public void run() {
                code[0] = Launcher.run(program, args);
            }
        };
        Thread thread = new Thread(null, body, "kaa-main", STACK_BYTES);
        thread.start();
        thread.join();
        System.out.flush();
        // Threads of the host that still run do not keep the program alive.
        Runtime.getRuntime().exit(code[0]);
    }

    private static int run(Program program, String[] args) {
        try {
            return program.run(newCtx(program, args));
        } catch (KaaException e) {
            System.err.println("uncaught exception: " + name(e.value));
            return 1;
        } catch (Throwable e) {
            System.err.println(Trap.codeOf(e) < 0 ? internalError(e) : Trap.describe(e));
            if (System.getenv("KAA_HOST_TRACE") != null) e.printStackTrace();
            return Trap.EXIT_CODE;
        }
    }

    /** What a bug of ours looks like: what to report, and no Java stack trace. */
    private static String internalError(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        String place = trace.length == 0 ? "" : " at " + trace[0];
        return "internal error: " + e + place + " (Java " + System.getProperty("java.version") + ")\n"
                + "This is a bug of the interpreter. Please report this text with the program that shows it;"
                + " KAA_HOST_TRACE=1 adds the host's stack trace.";
    }

    /** A context with the host's own primitives. */
    public static Ctx newCtx(Program program, String[] args) {
        Ctx ctx = program.newCtx();
        ctx.program = program;
        ctx.externs = new HostExterns(ctx, args);
        return ctx;
    }

    private static String name(Object exception) {
        String name = exception.getClass().getName();
        return Trap.demangle(name.substring(name.lastIndexOf('.') + 1));
    }
}

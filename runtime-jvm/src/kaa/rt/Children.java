package kaa.rt;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Child processes of one context. Java gives a child its three standard streams and no other descriptor. */
final class Children {
    private static final int HAS_ENV = 1;
    private static final int NO_HANG = 1;
    private static final int NEW_SESSION = 8;
    private static final int ECHILD = 10;

    private final Files files;
    private final Map<Integer, Process> running = new LinkedHashMap<>();

    Children(Files files) {
        this.files = files;
    }

    private static List<String> items(byte[] list) {
        List<String> items = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < list.length; i++) {
            if (list[i] != 0) continue;
            items.add(new String(list, start, i - start, StandardCharsets.UTF_8));
            start = i + 1;
        }
        return items;
    }

    int spawn(byte[] programs, byte[] args, byte[] env, byte[] cwd, long[] fds, int flags, Map<String, String> ours) {
        if ((flags & NEW_SESSION) != 0) return -Errno.ENOSYS;
        try {
            Path folder = cwd.length == 0 ? files.path(".".getBytes(StandardCharsets.UTF_8)) : files.path(cwd);
            if (!java.nio.file.Files.isDirectory(folder)) {
                fds[0] = 1;
                return java.nio.file.Files.exists(folder) ? -Errno.ENOTDIR : -Errno.ENOENT;
            }
            int failure = -Errno.ENOENT;
            for (String program : items(programs)) {
                Path path = folder.resolve(program);
                if (!java.nio.file.Files.exists(path)) continue;
                if (!java.nio.file.Files.isExecutable(path) || java.nio.file.Files.isDirectory(path)) {
                    failure = -Errno.EACCES;
                    continue;
                }
                List<String> command = items(args);
                command.set(0, path.toString());
                ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
                builder.environment().clear();
                builder.environment().putAll((flags & HAS_ENV) == 0 ? ours : pairs(items(env)));
                return start(builder, fds);
            }
            fds[0] = 0;
            return failure;
        } catch (IOException | RuntimeException e) {
            fds[0] = 0;
            return -Errno.of(e);
        }
    }

    private static Map<String, String> pairs(List<String> items) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String item : items) {
            int equals = item.indexOf('=', 1);
            if (equals > 0) map.put(item.substring(0, equals), item.substring(equals + 1));
        }
        return map;
    }

    private int start(ProcessBuilder builder, long[] fds) throws IOException {
        Descriptors.Open in = opened(fds[0], 0);
        Descriptors.Open out = opened(fds[1], 1);
        Descriptors.Open err = opened(fds[2], 2);
        builder.redirectInput(in.queue != null ? Redirect.PIPE : input(in, fds[0]));
        builder.redirectOutput(out.queue != null ? Redirect.PIPE : output(out, fds[1], 1));
        boolean isMerged = err.queue != null && err.queue == out.queue;
        if (isMerged) builder.redirectErrorStream(true);
        else builder.redirectError(err.queue != null ? Redirect.PIPE : output(err, fds[2], 2));
        Process process = builder.start();
        if (in.queue != null) feed(in.queue, process.getOutputStream());
        if (out.queue != null) drain(process.getInputStream(), out.queue);
        if (err.queue != null && !isMerged) drain(process.getErrorStream(), err.queue);
        int pid = (int) process.pid();
        synchronized (running) {
            running.put(pid, process);
        }
        return pid;
    }

    private Descriptors.Open opened(long fd, int standard) throws IOException {
        return files.open(fd < 0 ? standard : (int) fd);
    }

    private static Redirect input(Descriptors.Open open, long fd) {
        if (open.path != null) return Redirect.from(open.path.toFile());
        return fd <= 0 ? Redirect.INHERIT : Redirect.from(new File("/proc/self/fd/" + fd));
    }

    private static Redirect output(Descriptors.Open open, long fd, int standard) {
        if (open.path != null) return Redirect.appendTo(open.path.toFile());
        return fd < 0 || fd == standard ? Redirect.INHERIT : Redirect.appendTo(new File("/proc/self/fd/" + fd));
    }

    private static void feed(PipeQueue queue, OutputStream to) {
        queue.addReader();
        Step work = () -> {
            ByteBuffer buffer = ByteBuffer.allocate(65536);
            while (queue.source.read(buffer) >= 0) {
                to.write(buffer.array(), 0, buffer.position());
                to.flush();
                buffer.clear();
            }
        };
        pump(work, () -> {
            queue.removeReader();
            to.close();
        });
    }

    private static void drain(InputStream from, PipeQueue queue) {
        queue.addWriter();
        pump(() -> {
            byte[] buffer = new byte[65536];
            for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
                queue.sink.write(ByteBuffer.wrap(buffer, 0, n));
            }
        }, queue::removeWriter);
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void pump(Step work, Step end) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // The other side has gone: nothing more to carry.
            }
            try {
                end.run();
            } catch (IOException e) {
                // As above.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    int await(int pid, int options, long[] status) {
        Process process;
        synchronized (running) {
            process = pid > 0 ? running.get(pid) : anyOf();
            if (process == null) return -ECHILD;
        }
        try {
            if ((options & NO_HANG) != 0 && process.isAlive()) return 0;
            process.waitFor();
        } catch (InterruptedException e) {
            return -Errno.EINTR;
        }
        int id = (int) process.pid();
        synchronized (running) {
            running.remove(id);
        }
        // A process that a signal ended has 128 and the signal's number as its code.
        int code = process.exitValue();
        status[0] = code > 128 && code < 192 ? code - 128 : code << 8;
        return id;
    }

    private Process anyOf() {
        for (Process process : running.values()) {
            if (!process.isAlive()) return process;
        }
        return running.isEmpty() ? null : running.values().iterator().next();
    }

    /** A signal to a child; Java can ask it to end, or end it. */
    Integer kill(int pid, int signal) {
        synchronized (running) {
            Process process = running.get(pid);
            if (process == null) return null;
            if (signal == 15) process.destroy();
            else if (signal == 9) process.destroyForcibly();
            else if (signal != 0) return -Errno.ENOSYS;
            return 0;
        }
    }
}

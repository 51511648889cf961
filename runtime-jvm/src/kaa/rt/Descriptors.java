package kaa.rt;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/** The open files of one context, by number, and its current folder. Negative results are error numbers. */
class Descriptors {
    private static final int O_ACCMODE = 3;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_TRUNC = 01000;
    private static final int O_APPEND = 02000;
    private static final int O_DIRECTORY = 0200000;
    private static final int O_NOFOLLOW = 0400000;

    /** An open file or one end of a pipe; duplicated descriptors share it. A folder can neither be read nor written. */
    static final class Open {
        final FileChannel channel;
        final ReadableByteChannel source;
        final WritableByteChannel sink;
        final Path path;
        final boolean append;
        final PipeQueue queue;
        int references = 1;

        Open(FileChannel channel, Path path, boolean append) {
            this.channel = channel;
            this.source = channel;
            this.sink = channel;
            this.path = path;
            this.append = append;
            this.queue = null;
        }

        Open(PipeQueue queue, boolean isSource) {
            this.channel = null;
            this.source = isSource ? queue.source : null;
            this.sink = isSource ? null : queue.sink;
            this.path = null;
            this.append = false;
            this.queue = queue;
        }

        boolean isFolder() {
            return source == null && sink == null;
        }

        void close() throws IOException {
            if (source != null) source.close();
            if (sink != null && sink != source) sink.close();
        }
    }

    private final ArrayList<Open> table = new ArrayList<>();
    private Path folder = Path.of("").toAbsolutePath();

    Descriptors() {
        table.add(isTaken(0) ? null : new Open(new FileInputStream(FileDescriptor.in).getChannel(), null, false));
        table.add(isTaken(1) ? null : new Open(new FileOutputStream(FileDescriptor.out).getChannel(), null, false));
        table.add(isTaken(2) ? null : new Open(new FileOutputStream(FileDescriptor.err).getChannel(), null, false));
    }

    /** A standard descriptor that was closed at the start is the first that the JVM itself opens a file as. */
    private static boolean isTaken(int fd) {
        try {
            String file = java.nio.file.Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString();
            return file.startsWith(System.getProperty("java.home")) || file.endsWith(".jar");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The negative error number; what may fail stands in a plain `try`, for a first lambda costs some 20 ms of start-up. */
    static int failed(Exception e) {
        return e instanceof InvalidPathException ? -Errno.ENOENT : -Errno.of(e);
    }

    Path path(byte[] bytes) throws IOException {
        if (bytes.length == 0) throw new NoSuchFileException("");
        for (byte b : bytes) {
            if (b == 0) throw new IllegalArgumentException("NUL in path");
        }
        return folder.resolve(new String(bytes, StandardCharsets.UTF_8));
    }

    static byte[] bytes(Object path) {
        return path.toString().getBytes(StandardCharsets.UTF_8);
    }

    static LinkOption[] links(boolean follow) {
        return follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    }

    // ---- descriptors

    synchronized Open open(int fd) throws IOException {
        Open open = fd < 0 || fd >= table.size() ? null : table.get(fd);
        if (open == null) throw new IOException("Bad file descriptor");
        return open;
    }

    private FileChannel channel(int fd) throws IOException {
        Open open = open(fd);
        if (open.isFolder()) throw new IOException("Is a directory");
        if (open.channel == null) throw new IOException("Illegal seek");
        return open.channel;
    }

    synchronized int enter(Open open) {
        int fd = table.indexOf(null);
        if (fd < 0) {
            fd = table.size();
            table.add(open);
        } else {
            table.set(fd, open);
        }
        return fd;
    }

    int open(byte[] name, int flags, int mode) {
        try {
            Path path = path(name);
            boolean isFolder = java.nio.file.Files.isDirectory(path, links((flags & O_NOFOLLOW) == 0));
            boolean writes = (flags & O_ACCMODE) != 0;
            if (isFolder) {
                if ((flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL)) return -Errno.EEXIST;
                if (writes || (flags & O_CREAT) != 0) return -Errno.EISDIR;
                path.getFileSystem().provider().checkAccess(path, AccessMode.READ);
                return enter(new Open(null, path, false));
            }
            if ((flags & O_DIRECTORY) != 0) {
                path.getFileSystem().provider().checkAccess(path);
                return -Errno.ENOTDIR;
            }
            return enter(new Open(channel(path, flags, mode), path, (flags & O_APPEND) != 0));
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    private FileChannel channel(Path path, int flags, int mode) throws IOException {
        Set<OpenOption> options = new HashSet<>();
        int access = flags & O_ACCMODE;
        boolean writes = access != 0;
        if (access != 1 && (flags & O_APPEND) == 0) options.add(StandardOpenOption.READ);
        if (access == 0) options.add(StandardOpenOption.READ);
        if (writes) options.add(StandardOpenOption.WRITE);
        if ((flags & O_APPEND) != 0 && writes) {
            // Java refuses READ with APPEND: writes of such files seek to the end first.
            if (access == 1) {
                options.remove(StandardOpenOption.WRITE);
                options.add(StandardOpenOption.APPEND);
            } else {
                options.add(StandardOpenOption.READ);
            }
        }
        if ((flags & O_NOFOLLOW) != 0) options.add(LinkOption.NOFOLLOW_LINKS);
        boolean creates = (flags & O_CREAT) != 0;
        if (creates && !writes) {
            createEmpty(path, (flags & O_EXCL) != 0, mode);
        } else if (creates) {
            boolean exclusive = (flags & O_EXCL) != 0;
            options.add(exclusive ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
        }
        FileChannel channel = FileChannel.open(path, options, permissions(mode));
        if ((flags & O_TRUNC) != 0 && writes) channel.truncate(0);
        return channel;
    }

    private void createEmpty(Path path, boolean exclusive, int mode) throws IOException {
        if (exclusive || !java.nio.file.Files.exists(path)) {
            java.nio.file.Files.createFile(path, permissions(mode));
        }
    }

    /** The bits that new files do not get; the process's own mask takes away its bits as well. */
    private int mask = processMask();

    FileAttribute<?>[] permissions(int mode) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissionSet(mode & ~mask))};
    }

    private static int processMask() {
        try {
            for (String line : java.nio.file.Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("Umask:")) return Integer.parseInt(line.substring(6).trim(), 8);
            }
        } catch (IOException | RuntimeException e) {
            // No such file on this system.
        }
        return 022;
    }

    int umask(int next) {
        int former = mask;
        mask = next & 0777;
        return former;
    }

    static Set<PosixFilePermission> permissionSet(int mode) {
        PosixFilePermission[] all = PosixFilePermission.values();
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < 9; i++) {
            if ((mode & 0400 >> i) != 0) set.add(all[i]);
        }
        return set;
    }

    int close(int fd) {
        try {
            Open open = open(fd);
            synchronized (this) {
                table.set(fd, null);
                if (--open.references > 0) return 0;
            }
            open.close();
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int dup(int fd) {
        try {
            Open open = open(fd);
            synchronized (this) {
                open.references++;
            }
            return enter(open);
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int dup2(int fd, int fd2) {
        try {
            Open open = open(fd);
            if (fd2 < 0) return -Errno.EBADF;
            if (fd == fd2) return fd2;
            Open former;
            synchronized (this) {
                open.references++;
                while (table.size() <= fd2) table.add(null);
                former = table.set(fd2, open);
                if (former != null && --former.references > 0) former = null;
            }
            if (former != null) former.close();
            return fd2;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    /** Children get the three standard streams and nothing else. */
    int inheritable(int fd, int how) {
        try {
            open(fd);
            boolean is = fd <= 2;
            if (how < 0) return is ? 1 : 0;
            return (how != 0) == is ? 0 : -Errno.ENOSYS;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int pipe(long[] out) {
        PipeQueue queue = new PipeQueue();
        out[0] = enter(new Open(queue, true));
        out[1] = enter(new Open(queue, false));
        return 0;
    }

    /** Files are always ready; of the standard input only what has arrived can be seen. */
    int poll(long[] fds, int timeout) {
        long end = System.nanoTime() + timeout * 1_000_000L;
        while (true) {
            int ready = 0;
            for (int i = 0; i + 2 < fds.length; i += 3) {
                fds[i + 2] = state((int) fds[i], (int) fds[i + 1]);
                if (fds[i + 2] != 0) ready++;
            }
            if (ready > 0 || timeout >= 0 && System.nanoTime() >= end) return ready;
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                return -Errno.EINTR;
            }
        }
    }

    private long state(int fd, int events) {
        final int input = 1;
        final int output = 4;
        final int hangUp = 16;
        final int notOpen = 32;
        Open open;
        try {
            open = open(fd);
        } catch (IOException e) {
            return notOpen;
        }
        if (open.queue == null) return fd == 0 ? standardInput(events & input) : events & (input | output);
        if (open.source == null) return open.queue.hasReader() ? events & output : events & output | 8;
        if (open.queue.isEnded()) return events & input | hangUp;
        return open.queue.isReadable() ? events & input : 0;
    }

    private static long standardInput(int events) {
        try {
            return System.in.available() > 0 || isSeekable(0) ? events : 0;
        } catch (IOException e) {
            return events;
        }
    }

    int read(int fd, byte[] into, int start, int n) {
        try {
            Open open = open(fd);
            if (open.source == null) return open.isFolder() ? -Errno.EISDIR : -Errno.EBADF;
            if (n == 0) return 0;
            return Math.max(0, open.source.read(ByteBuffer.wrap(into, start, n)));
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int write(int fd, byte[] from, int start, int n) {
        try {
            Open open = open(fd);
            if (open.sink == null) return -Errno.EBADF;
            if (open.append && open.path != null) open.channel.position(open.channel.size());
            return open.sink.write(ByteBuffer.wrap(from, start, n));
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    long seek(int fd, long offset, int whence) {
        try {
            Open open = open(fd);
            FileChannel channel = channel(fd);
            if (open.path == null && !isSeekable(fd)) return -Errno.ESPIPE;
            long base = whence == 0 ? 0 : whence == 1 ? channel.position() : channel.size();
            if (whence < 0 || whence > 2 || base + offset < 0) return -Errno.EINVAL;
            channel.position(base + offset);
            return base + offset;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    /** The standard streams may be files, pipes or terminals. */
    private static boolean isSeekable(int fd) {
        return java.nio.file.Files.isRegularFile(Path.of("/proc/self/fd/" + fd));
    }

    int truncate(int fd, long size) {
        try {
            FileChannel channel = channel(fd);
            if (size < 0) return -Errno.EINVAL;
            long at = channel.position();
            if (size < channel.size()) {
                channel.truncate(size);
                channel.position(at);
            } else if (size > channel.size()) {
                channel.write(ByteBuffer.wrap(new byte[1]), size - 1);
            }
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int sync(int fd) {
        try {
            channel(fd).force(true);
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    boolean isTerminal(int fd) {
        if (fd < 0 || fd > 2) return false;
        try {
            String target = Path.of("/proc/self/fd/" + fd).toRealPath().toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | RuntimeException e) {
            return System.console() != null;
        }
    }

    // ---- the current folder

    byte[] currentFolder() {
        return bytes(folder);
    }

    int changeFolder(byte[] name) {
        try {
            Path path = path(name);
            if (!java.nio.file.Files.isDirectory(path)) {
                path.getFileSystem().provider().checkAccess(path);
                return -Errno.ENOTDIR;
            }
            folder = path.toRealPath();
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }
}

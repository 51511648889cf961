package kaa.rt;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Files and descriptors of one context. Results are as the table of primitives says: negative ones are error numbers. */
final class Files {
    private static final int O_ACCMODE = 3;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_TRUNC = 01000;
    private static final int O_APPEND = 02000;
    private static final int O_DIRECTORY = 0200000;
    private static final int O_NOFOLLOW = 0400000;
    private static final int S_IFMT = 0170000;
    private static final int S_IFDIR = 0040000;

    /** An open file; duplicated descriptors share it. A folder has no channel. */
    private static final class Open {
        final FileChannel channel;
        final Path path;
        final boolean append;
        int references = 1;

        Open(FileChannel channel, Path path, boolean append) {
            this.channel = channel;
            this.path = path;
            this.append = append;
        }
    }

    private final ArrayList<Open> table = new ArrayList<>();
    private Path folder = Path.of("").toAbsolutePath();

    Files() {
        table.add(new Open(new FileInputStream(FileDescriptor.in).getChannel(), null, false));
        table.add(new Open(new FileOutputStream(FileDescriptor.out).getChannel(), null, false));
        table.add(new Open(new FileOutputStream(FileDescriptor.err).getChannel(), null, false));
    }

    private interface Action {
        long run() throws IOException;
    }

    private static long guarded(Action action) {
        try {
            return action.run();
        } catch (InvalidPathException e) {
            return -Errno.ENOENT;
        } catch (IOException | RuntimeException e) {
            return -Errno.of(e);
        }
    }

    private Path path(byte[] bytes) throws IOException {
        if (bytes.length == 0) throw new NoSuchFileException("");
        for (byte b : bytes) {
            if (b == 0) throw new IllegalArgumentException("NUL in path");
        }
        return folder.resolve(new String(bytes, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(Object path) {
        return path.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static LinkOption[] links(boolean follow) {
        return follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    }

    // ---- descriptors

    private synchronized Open open(int fd) throws IOException {
        Open open = fd < 0 || fd >= table.size() ? null : table.get(fd);
        if (open == null) throw new IOException("Bad file descriptor");
        return open;
    }

    private FileChannel channel(int fd) throws IOException {
        FileChannel channel = open(fd).channel;
        if (channel == null) throw new IOException("Is a directory");
        return channel;
    }

    private synchronized int enter(Open open) {
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
        return (int) guarded(() -> {
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
        });
    }

    private static FileChannel channel(Path path, int flags, int mode) throws IOException {
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

    private static void createEmpty(Path path, boolean exclusive, int mode) throws IOException {
        if (exclusive || !java.nio.file.Files.exists(path)) {
            java.nio.file.Files.createFile(path, permissions(mode));
        }
    }

    private static FileAttribute<?>[] permissions(int mode) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissionSet(mode))};
    }

    private static Set<PosixFilePermission> permissionSet(int mode) {
        PosixFilePermission[] all = PosixFilePermission.values();
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int i = 0; i < 9; i++) {
            if ((mode & 0400 >> i) != 0) set.add(all[i]);
        }
        return set;
    }

    int close(int fd) {
        return (int) guarded(() -> {
            Open open = open(fd);
            synchronized (this) {
                table.set(fd, null);
                if (--open.references > 0 || open.channel == null) return 0;
            }
            open.channel.close();
            return 0;
        });
    }

    int dup(int fd) {
        return (int) guarded(() -> {
            Open open = open(fd);
            synchronized (this) {
                open.references++;
            }
            return enter(open);
        });
    }

    int read(int fd, byte[] into, int start, int n) {
        return (int) guarded(() -> {
            if (n == 0) return 0;
            return Math.max(0, channel(fd).read(ByteBuffer.wrap(into, start, n)));
        });
    }

    int write(int fd, byte[] from, int start, int n) {
        return (int) guarded(() -> {
            FileChannel channel = channel(fd);
            Open open = open(fd);
            if (open.append && open.path != null) channel.position(channel.size());
            return channel.write(ByteBuffer.wrap(from, start, n));
        });
    }

    long seek(int fd, long offset, int whence) {
        return guarded(() -> {
            Open open = open(fd);
            FileChannel channel = channel(fd);
            if (open.path == null && !isSeekable(fd)) return -Errno.ESPIPE;
            long base = whence == 0 ? 0 : whence == 1 ? channel.position() : channel.size();
            if (whence < 0 || whence > 2 || base + offset < 0) return -Errno.EINVAL;
            channel.position(base + offset);
            return base + offset;
        });
    }

    /** The standard streams may be files, pipes or terminals. */
    private static boolean isSeekable(int fd) {
        return java.nio.file.Files.isRegularFile(Path.of("/proc/self/fd/" + fd));
    }

    int truncate(int fd, long size) {
        return (int) guarded(() -> {
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
        });
    }

    int sync(int fd) {
        return (int) guarded(() -> {
            channel(fd).force(true);
            return 0;
        });
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

    // ---- paths

    int stat(byte[] name, boolean follow, long[] out) {
        return (int) guarded(() -> status(path(name), follow, out));
    }

    int fstat(int fd, long[] out) {
        return (int) guarded(() -> {
            Open open = open(fd);
            Path path = open.path != null ? open.path : Path.of("/proc/self/fd/" + fd);
            return status(path, true, out);
        });
    }

    private static int status(Path path, boolean follow, long[] out) throws IOException {
        Map<String, Object> map;
        try {
            map = java.nio.file.Files.readAttributes(path, "unix:*", links(follow));
        } catch (UnsupportedOperationException e) {
            return plainStatus(path, follow, out);
        }
        String[] names = {"mode", "ino", "dev", "nlink", "uid", "gid", "size"};
        for (int i = 0; i < names.length; i++) out[i] = ((Number) map.get(names[i])).longValue();
        String[] times = {"lastAccessTime", "lastModifiedTime", "ctime"};
        for (int i = 0; i < times.length; i++) out[7 + i] = nanos((FileTime) map.get(times[i]));
        out[10] = 4096;
        out[11] = (out[6] + 511) / 512;
        out[12] = ((Number) map.get("rdev")).longValue();
        return 0;
    }

    private static int plainStatus(Path path, boolean follow, long[] out) throws IOException {
        Map<String, Object> map = java.nio.file.Files.readAttributes(path, "*", links(follow));
        boolean isFolder = (Boolean) map.get("isDirectory");
        java.util.Arrays.fill(out, 0);
        out[0] = (isFolder ? S_IFDIR | 0777 : 0100666) & (S_IFMT | 0777);
        out[3] = 1;
        out[6] = (Long) map.get("size");
        out[7] = nanos((FileTime) map.get("lastAccessTime"));
        out[8] = nanos((FileTime) map.get("lastModifiedTime"));
        out[9] = out[8];
        out[10] = 4096;
        out[11] = (out[6] + 511) / 512;
        return 0;
    }

    private static long nanos(FileTime time) {
        java.time.Instant at = time.toInstant();
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }

    byte[] list(byte[] name, long[] error) {
        StringBuilder names = new StringBuilder();
        error[0] = guarded(() -> {
            Path path = path(name);
            try (DirectoryStream<Path> entries = java.nio.file.Files.newDirectoryStream(path)) {
                for (Path entry : entries) names.append(entry.getFileName()).append('\0');
            } catch (java.nio.file.DirectoryIteratorException e) {
                throw e.getCause();
            }
            return 0;
        });
        if (error[0] != 0) {
            error[0] = -error[0];
            return null;
        }
        return bytes(names);
    }

    int mkdir(byte[] name, int mode) {
        return (int) guarded(() -> {
            java.nio.file.Files.createDirectory(path(name), permissions(mode));
            return 0;
        });
    }

    int rmdir(byte[] name) {
        return (int) guarded(() -> {
            Path path = path(name);
            if (!java.nio.file.Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                path.getFileSystem().provider().checkAccess(path);
                return -Errno.ENOTDIR;
            }
            java.nio.file.Files.delete(path);
            return 0;
        });
    }

    int unlink(byte[] name) {
        return (int) guarded(() -> {
            Path path = path(name);
            if (java.nio.file.Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) return -Errno.EISDIR;
            java.nio.file.Files.delete(path);
            return 0;
        });
    }

    int rename(byte[] old, byte[] target) {
        return (int) guarded(() -> {
            Path from = path(old);
            Path to = path(target);
            boolean isFolder = java.nio.file.Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS);
            boolean wasFolder = java.nio.file.Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS);
            if (isFolder && !wasFolder) return -Errno.EISDIR;
            java.nio.file.Files.move(
                    from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return 0;
        });
    }

    int symlink(byte[] target, byte[] name) {
        return (int) guarded(() -> {
            Path to = Path.of(new String(target, StandardCharsets.UTF_8));
            java.nio.file.Files.createSymbolicLink(path(name), to);
            return 0;
        });
    }

    byte[] readlink(byte[] name, long[] error) {
        Object[] target = new Object[1];
        error[0] = -guarded(() -> {
            target[0] = java.nio.file.Files.readSymbolicLink(path(name));
            return 0;
        });
        return target[0] == null ? null : bytes(target[0]);
    }

    int chmod(byte[] name, int mode) {
        return (int) guarded(() -> {
            java.nio.file.Files.setPosixFilePermissions(path(name), permissionSet(mode));
            return 0;
        });
    }

    int utime(byte[] name, long atime, long mtime) {
        return (int) guarded(() -> {
            BasicFileAttributeView view =
                    java.nio.file.Files.getFileAttributeView(path(name), BasicFileAttributeView.class);
            view.setTimes(
                    FileTime.from(mtime, TimeUnit.NANOSECONDS),
                    FileTime.from(atime, TimeUnit.NANOSECONDS),
                    null);
            return 0;
        });
    }

    int access(byte[] name, int mode) {
        return (int) guarded(() -> {
            Set<AccessMode> modes = EnumSet.noneOf(AccessMode.class);
            if ((mode & 4) != 0) modes.add(AccessMode.READ);
            if ((mode & 2) != 0) modes.add(AccessMode.WRITE);
            if ((mode & 1) != 0) modes.add(AccessMode.EXECUTE);
            Path path = path(name);
            path.getFileSystem().provider().checkAccess(path, modes.toArray(new AccessMode[0]));
            return 0;
        });
    }

    byte[] currentFolder() {
        return bytes(folder);
    }

    int changeFolder(byte[] name) {
        return (int) guarded(() -> {
            Path path = path(name);
            if (!java.nio.file.Files.isDirectory(path)) {
                path.getFileSystem().provider().checkAccess(path);
                return -Errno.ENOTDIR;
            }
            folder = path.toRealPath();
            return 0;
        });
    }
}

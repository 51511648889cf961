package kaa.rt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Files and folders by name. Results are as the table of primitives says: negative ones are error numbers. */
final class Files extends Descriptors {
    private static final int S_IFMT = 0170000;
    private static final int S_IFDIR = 0040000;

    int stat(byte[] name, boolean follow, long[] out) {
        try {
            return status(path(name), follow, out);
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int fstat(int fd, long[] out) {
        try {
            Open open = open(fd);
            Path path = open.path != null ? open.path : Path.of("/proc/self/fd/" + fd);
            return status(path, true, out);
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
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
        error[0] = 0;
        try (DirectoryStream<Path> entries = java.nio.file.Files.newDirectoryStream(path(name))) {
            for (Path entry : entries) names.append(entry.getFileName()).append('\0');
            return bytes(names);
        } catch (java.nio.file.DirectoryIteratorException e) {
            error[0] = -failed(e.getCause());
        } catch (IOException | RuntimeException e) {
            error[0] = -failed(e);
        }
        return null;
    }

    int mkdir(byte[] name, int mode) {
        try {
            java.nio.file.Files.createDirectory(path(name), permissions(mode));
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int rmdir(byte[] name) {
        try {
            Path path = path(name);
            if (!java.nio.file.Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                path.getFileSystem().provider().checkAccess(path);
                return -Errno.ENOTDIR;
            }
            java.nio.file.Files.delete(path);
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int unlink(byte[] name) {
        try {
            Path path = path(name);
            if (java.nio.file.Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) return -Errno.EISDIR;
            java.nio.file.Files.delete(path);
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int rename(byte[] old, byte[] target) {
        try {
            Path from = path(old);
            Path to = path(target);
            boolean isFolder = java.nio.file.Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS);
            boolean wasFolder = java.nio.file.Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS);
            if (isFolder && !wasFolder) return -Errno.EISDIR;
            java.nio.file.Files.move(
                    from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int link(byte[] old, byte[] name) {
        try {
            java.nio.file.Files.createLink(path(name), path(old));
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int symlink(byte[] target, byte[] name) {
        try {
            Path to = Path.of(new String(target, StandardCharsets.UTF_8));
            java.nio.file.Files.createSymbolicLink(path(name), to);
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    byte[] readlink(byte[] name, long[] error) {
        error[0] = 0;
        try {
            return bytes(java.nio.file.Files.readSymbolicLink(path(name)));
        } catch (IOException | RuntimeException e) {
            error[0] = -failed(e);
            return null;
        }
    }

    int chmod(byte[] name, int mode) {
        try {
            java.nio.file.Files.setPosixFilePermissions(path(name), permissionSet(mode));
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int chmod(int fd, int mode) {
        try {
            Path path = open(fd).path;
            if (path == null) return -Errno.EINVAL;
            java.nio.file.Files.setPosixFilePermissions(path, permissionSet(mode));
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int chown(byte[] name, int uid, int gid, boolean follow) {
        try {
            Path path = path(name);
            LinkOption[] links = links(follow);
            if (uid != -1) java.nio.file.Files.setAttribute(path, "unix:uid", uid, links);
            if (gid != -1) java.nio.file.Files.setAttribute(path, "unix:gid", gid, links);
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int utime(byte[] name, long atime, long mtime) {
        try {
            BasicFileAttributeView view =
                    java.nio.file.Files.getFileAttributeView(path(name), BasicFileAttributeView.class);
            view.setTimes(
                    FileTime.from(mtime, TimeUnit.NANOSECONDS),
                    FileTime.from(atime, TimeUnit.NANOSECONDS),
                    null);
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }

    int access(byte[] name, int mode) {
        try {
            Set<AccessMode> modes = EnumSet.noneOf(AccessMode.class);
            if ((mode & 4) != 0) modes.add(AccessMode.READ);
            if ((mode & 2) != 0) modes.add(AccessMode.WRITE);
            if ((mode & 1) != 0) modes.add(AccessMode.EXECUTE);
            Path path = path(name);
            path.getFileSystem().provider().checkAccess(path, modes.toArray(new AccessMode[0]));
            return 0;
        } catch (IOException | RuntimeException e) {
            return failed(e);
        }
    }
}

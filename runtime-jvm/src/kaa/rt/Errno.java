package kaa.rt;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.NotLinkException;

/** Linux error numbers for the host's exceptions. Where Java keeps only the system's message, that is read. */
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EBADF = 9;
    static final int EACCES = 13;
    static final int EEXIST = 17;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int ENOTTY = 25;
    static final int ESPIPE = 29;
    static final int ENOSYS = 38;
    static final int ENOTEMPTY = 39;
    static final int ELOOP = 40;

    private static final Object[][] MESSAGES = {
        {"No such file or directory", ENOENT},
        {"Is a directory", EISDIR},
        {"Not a directory", ENOTDIR},
        {"Permission denied", EACCES},
        {"Operation not permitted", EPERM},
        {"File exists", EEXIST},
        {"Directory not empty", ENOTEMPTY},
        {"Invalid argument", EINVAL},
        {"Illegal seek", ESPIPE},
        {"Bad file descriptor", EBADF},
        {"Broken pipe", 32},
        {"File name too long", 36},
        {"No space left on device", 28},
        {"Read-only file system", 30},
        {"Too many open files", 24},
        {"Invalid cross-device link", 18},
        {"Device or resource busy", 16},
        {"Text file busy", 26},
        {"File too large", 27},
        {"Too many levels of symbolic links", ELOOP},
        {"Too many links", 31},
        {"No such device or address", 6},
        {"Disk quota exceeded", 122},
    };

    private Errno() {}

    static int of(Exception e) {
        if (e instanceof NoSuchFileException) return ENOENT;
        if (e instanceof FileAlreadyExistsException) return EEXIST;
        if (e instanceof AccessDeniedException) return EACCES;
        if (e instanceof DirectoryNotEmptyException) return ENOTEMPTY;
        if (e instanceof NotDirectoryException) return ENOTDIR;
        if (e instanceof NotLinkException) return EINVAL;
        if (e instanceof FileSystemLoopException) return ELOOP;
        if (e instanceof ClosedChannelException) return EBADF;
        if (e instanceof NonReadableChannelException) return EBADF;
        if (e instanceof NonWritableChannelException) return EBADF;
        if (e instanceof SecurityException) return EACCES;
        if (e instanceof IllegalArgumentException) return EINVAL;
        if (e instanceof UnsupportedOperationException) return ENOSYS;
        String message = e.getMessage();
        if (e instanceof IOException && message != null) {
            for (Object[] row : MESSAGES) {
                if (message.contains((String) row[0])) return (Integer) row[1];
            }
        }
        return EIO;
    }
}

using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace Kaa.Rt
{
    public sealed partial class Host
    {
        const int CloseOnExec = 0x80000, DuplicateCloseOnExec = 1030, CurrentFolder = -100;

        public int fs_open(sbyte[] path, int flags, int mode) =>
            Libc.Checked(Libc.open(Libc.Text(path), flags | CloseOnExec, mode));

        public int fs_close(int fd) => Libc.Checked(Libc.close(fd));

        static bool IsInside(sbyte[] buffer, int start, int n) =>
            (start | n) >= 0 && start <= buffer.Length - n;

        public unsafe int fs_read(int fd, sbyte[] into_, int start, int n)
        {
            if (!IsInside(into_, start, n)) return -Libc.EINVAL;
            if (n == 0) return 0;
            if (watcher != null && !WaitForInput(fd)) return -Libc.EINTR;
            fixed (sbyte* at = &into_[start]) return (int)Libc.Checked((long)Libc.read(fd, at, (IntPtr)n));
        }

        /// <summary>False when a signal came first. What does not block is not waited for.</summary>
        bool WaitForInput(int fd)
        {
            const byte readable = 1;
            const int getFlags = 3, nonBlocking = 0x800;
            var entry = new byte[8];
            BitConverter.GetBytes(fd).CopyTo(entry, 0);
            entry[4] = readable;
            if (Libc.poll(entry, (IntPtr)1, 0) != 0) return true;
            if ((Libc.fcntl(fd, getFlags, 0) & nonBlocking) != 0) return true;
            while (Libc.poll(entry, (IntPtr)1, WaitMilliseconds) == 0)
            {
                if (IsInterrupted) return false;
            }
            return true;
        }

        public unsafe int fs_write(int fd, sbyte[] from_, int start, int n)
        {
            if (!IsInside(from_, start, n)) return -Libc.EINVAL;
            if (n == 0) return 0;
            fixed (sbyte* at = &from_[start]) return (int)Libc.Checked((long)Libc.write(fd, at, (IntPtr)n));
        }

        public long fs_seek(int fd, long offset, int whence) => Libc.Checked(Libc.lseek(fd, offset, whence));

        public int fs_truncate(int fd, long size) => Libc.Checked(Libc.ftruncate(fd, size));

        public int fs_sync(int fd) => Libc.Checked(Libc.fsync(fd));

        public int fs_dup(int fd) => Libc.Checked(Libc.fcntl(fd, DuplicateCloseOnExec, 0));

        public int fs_dup2(int fd, int fd2, bool inheritable)
        {
            // dup3 refuses equal descriptors, dup2 leaves them as they are.
            if (fd == fd2) return fs_inheritable(fd, -1) < 0 ? -Libc.Errno : fd2;
            return Libc.Checked(Libc.dup3(fd, fd2, inheritable ? 0 : CloseOnExec));
        }

        public int fs_inheritable(int fd, int how)
        {
            const int getFlags = 1, setFlags = 2, closeFlag = 1;
            int flags = Libc.Checked(Libc.fcntl(fd, getFlags, 0));
            if (flags < 0) return flags;
            if (how < 0) return (flags & closeFlag) == 0 ? 1 : 0;
            flags = flags & ~closeFlag | (how == 0 ? closeFlag : 0);
            return Libc.Checked(Libc.fcntl(fd, setFlags, flags));
        }

        public int fs_pipe(long[] out_)
        {
            var ends = new int[2];
            int result = Libc.Checked(Libc.pipe2(ends, CloseOnExec));
            out_[0] = ends[0];
            out_[1] = ends[1];
            return result;
        }

        public bool fs_isatty(int fd) => Libc.isatty(fd) == 1;

        public int fs_stat(sbyte[] path, bool follow, long[] out_)
        {
            const int noFollow = 0x100;
            return Status(CurrentFolder, Libc.Text(path), follow ? 0 : noFollow, out_);
        }

        public int fs_fstat(int fd, long[] out_)
        {
            const int emptyPath = 0x1000;
            if (fd <= 2 && IsTaken(fd)) return -Libc.EBADF;
            return Status(fd, new byte[1], emptyPath, out_);
        }

        /// <summary>A standard descriptor that was closed at the start is the first that the host itself opens a file as.</summary>
        static bool IsTaken(int fd)
        {
            var buffer = new byte[1024];
            var link = System.Text.Encoding.UTF8.GetBytes("/proc/self/fd/" + fd + "\0");
            int length = (int)Libc.readlink(link, buffer, (IntPtr)buffer.Length);
            if (length <= 0) return false;
            var file = System.Text.Encoding.UTF8.GetString(buffer, 0, length);
            var own = System.IO.Path.GetDirectoryName(typeof(Host).Assembly.Location);
            bool isAssembly = file.EndsWith(".exe") || file.EndsWith(".dll");
            return (isAssembly && System.IO.Path.GetDirectoryName(file) == own)
                || file.StartsWith(RuntimeEnvironment.GetRuntimeDirectory());
        }

        /// <summary>By statx, whose layout is the same on every processor.</summary>
        static int Status(int dir, byte[] path, int flags, long[] fields)
        {
            const uint basicFields = 0x7FF;
            var status = new byte[256];
            int result = Libc.statx(dir, path, flags, basicFields, status);
            if (result < 0) return -Libc.Errno;
            Func<int, long> word = at => BitConverter.ToUInt32(status, at);
            Func<int, long> wide = at => BitConverter.ToInt64(status, at);
            Func<int, long> time = at => wide(at) * 1000000000 + word(at + 8);
            var values = new[]
            {
                BitConverter.ToUInt16(status, 28), wide(32), Device(word(136), word(140)), word(16), word(20),
                word(24), wide(40), time(64), time(112), time(96), word(4), wide(48), Device(word(128), word(132)),
            };
            Array.Copy(values, fields, Math.Min(values.Length, fields.Length));
            return 0;
        }

        /// <summary>The C library's packing of major and minor numbers.</summary>
        static long Device(long major, long minor) =>
            (major & 0xFFF) << 8 | (major & ~0xFFFL) << 32 | minor & 0xFF | (minor & ~0xFFL) << 12;

        public sbyte[] fs_listdir(sbyte[] path, long[] error)
        {
            const int nameOffset = 19;
            var dir = Libc.opendir(Libc.Text(path));
            if (dir == IntPtr.Zero)
            {
                error[0] = Libc.Errno;
                return null;
            }
            var list = new List<byte>();
            for (;;)
            {
                var entry = Libc.readdir(dir);
                if (entry == IntPtr.Zero) break;
                var name = Libc.TextAt(entry + nameOffset);
                bool isDots = name[0] == '.' && (name.Length == 1 || name.Length == 2 && name[1] == '.');
                if (!isDots) Append(list, name);
            }
            Libc.closedir(dir);
            return Signed(list.ToArray());
        }

        public int fs_mkdir(sbyte[] path, int mode) => Libc.Checked(Libc.mkdir(Libc.Text(path), mode));

        public int fs_rmdir(sbyte[] path) => Libc.Checked(Libc.rmdir(Libc.Text(path)));

        public int fs_unlink(sbyte[] path) => Libc.Checked(Libc.unlink(Libc.Text(path)));

        public int fs_rename(sbyte[] old, sbyte[] new_) =>
            Libc.Checked(Libc.rename(Libc.Text(old), Libc.Text(new_)));

        public int fs_link(sbyte[] old, sbyte[] new_) =>
            Libc.Checked(Libc.link(Libc.Text(old), Libc.Text(new_)));

        public int fs_symlink(sbyte[] target, sbyte[] path) =>
            Libc.Checked(Libc.symlink(Libc.Text(target), Libc.Text(path)));

        public sbyte[] fs_readlink(sbyte[] path, long[] error)
        {
            var buffer = new byte[256];
            for (;;)
            {
                int length = (int)Libc.readlink(Libc.Text(path), buffer, (IntPtr)buffer.Length);
                if (length < 0)
                {
                    error[0] = Libc.Errno;
                    return null;
                }
                if (length < buffer.Length)
                {
                    Array.Resize(ref buffer, length);
                    return Signed(buffer);
                }
                buffer = new byte[buffer.Length * 2];
            }
        }

        public int fs_chmod(sbyte[] path, int mode) => Libc.Checked(Libc.chmod(Libc.Text(path), mode));

        public int fs_fchmod(int fd, int mode) => Libc.Checked(Libc.fchmod(fd, mode));

        public int fs_chown(sbyte[] path, int uid, int gid, bool follow)
        {
            var name = Libc.Text(path);
            return Libc.Checked(follow ? Libc.chown(name, uid, gid) : Libc.lchown(name, uid, gid));
        }

        public int fs_umask(int mask) => Libc.umask(mask);

        public int fs_utime(sbyte[] path, long atime_ns, long mtime_ns)
        {
            var times = new long[4];
            SplitTime(atime_ns, out times[0], out times[1]);
            SplitTime(mtime_ns, out times[2], out times[3]);
            return Libc.Checked(Libc.utimensat(CurrentFolder, Libc.Text(path), times, 0));
        }

        /// <summary>Seconds rounded down, and the nanoseconds that are left.</summary>
        static void SplitTime(long ns, out long seconds, out long rest)
        {
            const long second = 1000000000;
            seconds = ns / second;
            rest = ns % second;
            if (rest < 0)
            {
                rest += second;
                seconds--;
            }
        }

        public int fs_access(sbyte[] path, int mode) => Libc.Checked(Libc.access(Libc.Text(path), mode));

        public sbyte[] fs_getcwd()
        {
            for (int size = 256; size <= 1 << 20; size *= 2)
            {
                var buffer = new byte[size];
                if (Libc.getcwd(buffer, (IntPtr)size) == IntPtr.Zero) continue;
                Array.Resize(ref buffer, Array.IndexOf(buffer, (byte)0));
                return Signed(buffer);
            }
            return new sbyte[0];
        }

        public int fs_chdir(sbyte[] path) => Libc.Checked(Libc.chdir(Libc.Text(path)));

        public int term_size(int fd, long[] out_)
        {
            const int getWindowSize = 0x5413;
            var size = new short[4];
            if (Libc.ioctl(fd, (IntPtr)getWindowSize, size) < 0) return -Libc.Errno;
            out_[0] = (ushort)size[1];
            out_[1] = (ushort)size[0];
            return 0;
        }
    }
}

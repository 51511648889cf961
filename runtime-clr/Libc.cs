using System;
using System.Runtime.InteropServices;

namespace Kaa.Rt
{
    /// <summary>The C library's functions that the host primitives need, for 64-bit Linux.</summary>
    static class Libc
    {
        const string C = "libc";

        [DllImport(C, SetLastError = true)]
        internal static extern int open(byte[] path, int flags, int mode);
        [DllImport(C, SetLastError = true)] internal static extern int close(int fd);
        [DllImport(C, SetLastError = true)]
        internal static extern unsafe IntPtr read(int fd, sbyte* into, IntPtr count);
        [DllImport(C, SetLastError = true)]
        internal static extern unsafe IntPtr write(int fd, sbyte* from, IntPtr count);
        [DllImport(C, SetLastError = true)]
        internal static extern long lseek(int fd, long offset, int whence);
        [DllImport(C, SetLastError = true)] internal static extern int ftruncate(int fd, long size);
        [DllImport(C, SetLastError = true)] internal static extern int fsync(int fd);
        [DllImport(C, SetLastError = true)]
        internal static extern int fcntl(int fd, int command, int argument);
        [DllImport(C, SetLastError = true)]
        internal static extern int dup3(int fd, int fd2, int flags);
        [DllImport(C, SetLastError = true)]
        internal static extern int pipe2(int[] ends, int flags);
        [DllImport(C, SetLastError = true)] internal static extern int link(byte[] from, byte[] to);
        [DllImport(C, SetLastError = true)] internal static extern int fchmod(int fd, int mode);
        [DllImport(C, SetLastError = true)]
        internal static extern int chown(byte[] path, int uid, int gid);
        [DllImport(C, SetLastError = true)]
        internal static extern int lchown(byte[] path, int uid, int gid);
        [DllImport(C)] internal static extern int umask(int mask);
        [DllImport(C)] internal static extern long times(long[] spans);
        [DllImport(C, SetLastError = true)]
        internal static extern int poll(byte[] list, IntPtr count, int timeout);
        [DllImport(C)]
        internal static extern int posix_spawn(
            out int pid, byte[] path, byte[] actions, byte[] attributes, IntPtr[] args, IntPtr[] env);
        [DllImport(C)] internal static extern int posix_spawn_file_actions_init(byte[] actions);
        [DllImport(C)] internal static extern int posix_spawn_file_actions_destroy(byte[] actions);
        [DllImport(C)]
        internal static extern int posix_spawn_file_actions_adddup2(byte[] actions, int fd, int target);
        [DllImport(C)]
        internal static extern int posix_spawn_file_actions_addchdir_np(byte[] actions, byte[] path);
        [DllImport(C)] internal static extern int posix_spawnattr_init(byte[] attributes);
        [DllImport(C)] internal static extern int posix_spawnattr_destroy(byte[] attributes);
        [DllImport(C)]
        internal static extern int posix_spawnattr_setflags(byte[] attributes, short flags);
        [DllImport(C)]
        internal static extern int posix_spawnattr_setsigdefault(byte[] attributes, byte[] signals);
        [DllImport(C, SetLastError = true)]
        internal static extern int waitpid(int pid, out int status, int options);
        [DllImport(C, SetLastError = true)]
        internal static extern int execve(byte[] path, IntPtr[] args, IntPtr[] env);
        [DllImport(C)] internal static extern int isatty(int fd);
        [DllImport(C, SetLastError = true)]
        internal static extern int statx(int dir, byte[] path, int flags, uint mask, byte[] result);
        [DllImport(C, SetLastError = true)] internal static extern IntPtr opendir(byte[] path);
        [DllImport(C, SetLastError = true)] internal static extern IntPtr readdir(IntPtr dir);
        [DllImport(C)] internal static extern int closedir(IntPtr dir);
        [DllImport(C, SetLastError = true)] internal static extern int mkdir(byte[] path, int mode);
        [DllImport(C, SetLastError = true)] internal static extern int rmdir(byte[] path);
        [DllImport(C, SetLastError = true)] internal static extern int unlink(byte[] path);
        [DllImport(C, SetLastError = true)]
        internal static extern int rename(byte[] from, byte[] to);
        [DllImport(C, SetLastError = true)]
        internal static extern int symlink(byte[] target, byte[] path);
        [DllImport(C, SetLastError = true)]
        internal static extern IntPtr readlink(byte[] path, byte[] into, IntPtr size);
        [DllImport(C, SetLastError = true)] internal static extern int chmod(byte[] path, int mode);
        [DllImport(C, SetLastError = true)]
        internal static extern int utimensat(int dir, byte[] path, long[] times, int flags);
        [DllImport(C, SetLastError = true)]
        internal static extern int access(byte[] path, int mode);
        [DllImport(C, SetLastError = true)]
        internal static extern IntPtr getcwd(byte[] into, IntPtr size);
        [DllImport(C, SetLastError = true)] internal static extern int chdir(byte[] path);
        [DllImport(C, SetLastError = true)]
        internal static extern int ioctl(int fd, IntPtr request, short[] argument);
        [DllImport(C)] internal static extern void _exit(int code);
        [DllImport(C)] internal static extern int getpid();
        [DllImport(C)] internal static extern int getppid();
        [DllImport(C)] internal static extern uint getuid();
        [DllImport(C)] internal static extern uint getgid();
        [DllImport(C)] internal static extern uint geteuid();
        [DllImport(C)] internal static extern uint getegid();
        [DllImport(C, SetLastError = true)] internal static extern int kill(int pid, int signal);
        [DllImport(C, SetLastError = true)]
        internal static extern IntPtr signal(int signal, IntPtr handler);
        [DllImport(C, SetLastError = true)]
        internal static extern int setenv(byte[] name, byte[] value, int replace);
        [DllImport(C, SetLastError = true)] internal static extern int unsetenv(byte[] name);
        [DllImport(C)] internal static extern int uname(byte[] into);
        [DllImport(C)] internal static extern int clock_gettime(int clock, long[] into);
        [DllImport(C, SetLastError = true)]
        internal static extern int nanosleep(long[] span, IntPtr rest);
        [DllImport(C, SetLastError = true)]
        internal static extern IntPtr localtime_r(ref long seconds, byte[] into);
        [DllImport(C, SetLastError = true)]
        internal static extern unsafe IntPtr getrandom(sbyte* into, IntPtr count, int flags);

        [DllImport("libdl.so.2")] internal static extern IntPtr dlopen(byte[] path, int flags);
        [DllImport("libdl.so.2")] internal static extern IntPtr dlsym(IntPtr library, byte[] name);

        internal const int EINTR = 4, EIO = 5, EBADF = 9, EINVAL = 22, ENOSYS = 38;

        internal static int Errno
        {
            get
            {
                int code = Marshal.GetLastWin32Error();
                return code > 0 ? code : EIO;
            }
        }

        /// <summary>The result of a call, or -errno.</summary>
        internal static int Checked(int result) => result < 0 ? -Errno : result;

        internal static long Checked(long result) => result < 0 ? -Errno : result;

        /// <summary>A copy with a NUL at the end; what stands behind a NUL is cut.</summary>
        internal static byte[] Text(sbyte[] text)
        {
            int length = Array.IndexOf(text, (sbyte)0);
            if (length < 0) length = text.Length;
            var result = new byte[length + 1];
            Buffer.BlockCopy(text, 0, result, 0, length);
            return result;
        }

        /// <summary>The bytes up to the first NUL from an address.</summary>
        internal static byte[] TextAt(IntPtr address)
        {
            int length = 0;
            while (Marshal.ReadByte(address, length) != 0) length++;
            var result = new byte[length];
            Marshal.Copy(address, result, 0, length);
            return result;
        }
    }
}

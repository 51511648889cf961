// Generated from python/externs.toml by the externs crate; do not edit.
package kaa.rt;

/** The host primitives. */
public interface Externs {
    /** Opens a file with Linux O_ flags; the new descriptor is not inherited. */
    int fs_open(byte[] path, int flags, int mode);
    /** Closes a descriptor. */
    int fs_close(int fd);
    /** Reads at most n bytes into the buffer from start; 0 at the end. */
    int fs_read(int fd, byte[] into_, int start, int n);
    /** Writes at most n bytes of the buffer from start; answers how many. */
    int fs_write(int fd, byte[] from_, int start, int n);
    /** Moves the position: whence 0 start, 1 current, 2 end; answers the new one. */
    long fs_seek(int fd, long offset, int whence);
    /** Sets the size of an open file. */
    int fs_truncate(int fd, long size);
    /** Flushes an open file to the device. */
    int fs_sync(int fd);
    /** Duplicates a descriptor. */
    int fs_dup(int fd);
    /** Makes fd2 a duplicate of fd, closing what it was; answers fd2. */
    int fs_dup2(int fd, int fd2, boolean inheritable);
    /** Whether children get the descriptor: sets it to how 0 or 1, asks with -1. */
    int fs_inheritable(int fd, int how);
    /** Makes a pipe: fills the descriptor to read from and the one to write to, neither inherited. */
    int fs_pipe(long[] out_);
    /** Waits until a descriptor is ready: triples of descriptor, events (1 input, 4 output), and place for what happened (also 8 error, 16 hang-up, 32 not open); answers how many. A negative time waits without end. */
    int fs_poll(long[] fds, int timeout_ms);
    /** True if the descriptor is a terminal. */
    boolean fs_isatty(int fd);
    /** Fills mode ino dev nlink uid gid size atime_ns mtime_ns ctime_ns blksize blocks rdev (13 numbers) of a path; follow says whether of a link's target. */
    int fs_stat(byte[] path, boolean follow, long[] out_);
    /** As fs_stat for an open descriptor. */
    int fs_fstat(int fd, long[] out_);
    /** Names in a folder, NUL-separated, without . and ..; null with errno in error[0]. */
    byte[] fs_listdir(byte[] path, long[] error);
    /** Makes a folder. */
    int fs_mkdir(byte[] path, int mode);
    /** Removes an empty folder. */
    int fs_rmdir(byte[] path);
    /** Removes a file. */
    int fs_unlink(byte[] path);
    /** Renames, replacing what has the new name. */
    int fs_rename(byte[] old, byte[] new_);
    /** Gives a file a second name. */
    int fs_link(byte[] old, byte[] new_);
    /** Makes a symbolic link. */
    int fs_symlink(byte[] target, byte[] path);
    /** Target of a symbolic link; null with errno in error[0]. */
    byte[] fs_readlink(byte[] path, long[] error);
    /** Sets permission bits. */
    int fs_chmod(byte[] path, int mode);
    /** Sets permission bits of an open file. */
    int fs_fchmod(int fd, int mode);
    /** Sets owner and group, -1 leaves one as it is; follow says whether of a link's target. */
    int fs_chown(byte[] path, int uid, int gid, boolean follow);
    /** Sets the permission bits that new files do not get; answers the former ones. */
    int fs_umask(int mask);
    /** Sets access and modification time, nanoseconds since 1970. */
    int fs_utime(byte[] path, long atime_ns, long mtime_ns);
    /** 0 if the path exists and allows mode (4 read, 2 write, 1 execute, 0 existence). */
    int fs_access(byte[] path, int mode);
    /** Current folder. */
    byte[] fs_getcwd();
    /** Changes the current folder (of the interpreter, where the host has no such thing). */
    int fs_chdir(byte[] path);
    /** Arguments after the program's name, each followed by NUL. */
    byte[] proc_args();
    /** Path of the running program (the jar or the assembly on those hosts). */
    byte[] proc_executable();
    /** Ends the process at once with the code. */
    void proc_exit(int code);
    /** Process id. */
    int proc_pid();
    /** Fills ppid uid gid euid egid (5 numbers). */
    void proc_ids(long[] out_);
    /** Fills CPU time of the process (user, system), of its ended children (user, system), and time elapsed since a fixed point: nanoseconds. */
    void proc_times(long[] out_);
    /** Sends a signal. */
    int proc_kill(int pid, int signal);
    /** Starts a program, the first of a list of paths that can be, and answers its process id. Arguments and environment are lists; fds are what it gets as 0, 1, 2 (-1: as this process), then descriptors that stay open. Flags: 1 env holds the environment, 2 others are closed, 4 signals act as at first, 8 a new session. cwd may be empty; if that folder was at fault fds[0] is 1 afterwards. */
    int proc_spawn(byte[] programs, byte[] args, byte[] env, byte[] cwd, long[] fds, int flags);
    /** Waits for a child (-1: any); answers its id, or 0 with option 1 if none has ended; status[0] is as waitpid's. */
    int proc_wait(int pid, int options, long[] status);
    /** Duplicates the process: 0 in the new one, its id in the old one; hosts that cannot answer -38. */
    int proc_fork();
    /** Replaces the program; comes back only with an error, -38 on hosts that cannot. */
    int proc_exec(byte[] path, byte[] args, byte[] env);
    /** Has signal 14 (which 0), 26 (1) or 27 (2) sent after a time and then at intervals, nanoseconds; 0 stops it. Fills what was left of the former timer, and its interval. */
    int signal_timer(int which, long after_ns, long interval_ns, long[] former);
    /** Has the signal noted for signal_next instead of acting (1), ignored (2), or acting as the system does (0). */
    int signal_watch(int signal, int how);
    /** The next noted signal, or 0. */
    int signal_next();
    /** NAME=value pairs, each followed by NUL. */
    byte[] env_all();
    /** Sets an environment variable for this process and its children. */
    int env_set(byte[] name, byte[] value);
    /** Removes an environment variable. */
    int env_unset(byte[] name);
    /** sysname, nodename, release, version, machine, each followed by NUL. */
    byte[] os_uname();
    /** Processors this process may use. */
    int os_cpu_count();
    /** Fills columns and lines of a terminal. */
    int term_size(int fd, long[] out_);
    /** Nanoseconds since 1970, UTC. */
    long time_now_ns();
    /** Clock that never goes back, nanoseconds from an arbitrary start. */
    long time_monotonic_ns();
    /** CPU time of the process, nanoseconds. */
    long time_process_ns();
    /** CPU time of the thread, nanoseconds. */
    long time_thread_ns();
    /** Waits; ends early with -EINTR when a signal is noted. */
    int time_sleep_ns(long ns);
    /** Fills year month(1-12) day hour minute second weekday(0 Monday) yearday(1-) isdst gmtoff(seconds) of local time (10 numbers). */
    int time_local(long seconds, long[] out_);
    /** Abbreviation of the local zone without (0) or with (1) daylight saving. */
    byte[] time_zone_name(int isdst);
    /** Fills the buffer from the system's generator. */
    void random_bytes(byte[] into_);
    /** Of a machine integer. */
    byte[] big_from_i64(long value);
    /** Sum. */
    byte[] big_add(byte[] a, byte[] b);
    /** Difference. */
    byte[] big_sub(byte[] a, byte[] b);
    /** Product. */
    byte[] big_mul(byte[] a, byte[] b);
    /** Quotient rounded towards minus infinity; b is not 0. */
    byte[] big_floordiv(byte[] a, byte[] b);
    /** Remainder with the sign of b; b is not 0. */
    byte[] big_mod(byte[] a, byte[] b);
    /** Power; the exponent is not negative. */
    byte[] big_pow(byte[] a, long exponent);
    /** a ** b mod m with the sign of m; b is not negative, m is not 0. */
    byte[] big_powmod(byte[] a, byte[] b, byte[] m);
    /** Greatest common divisor, not negative. */
    byte[] big_gcd(byte[] a, byte[] b);
    /** Floor of the square root; a is not negative. */
    byte[] big_isqrt(byte[] a);
    /** Bitwise and. */
    byte[] big_and(byte[] a, byte[] b);
    /** Bitwise or. */
    byte[] big_or(byte[] a, byte[] b);
    /** Bitwise exclusive or. */
    byte[] big_xor(byte[] a, byte[] b);
    /** Left shift by n >= 0 bits. */
    byte[] big_shl(byte[] a, long n);
    /** Arithmetic right shift by n >= 0 bits. */
    byte[] big_shr(byte[] a, long n);
    /** -1, 0 or 1. */
    int big_cmp(byte[] a, byte[] b);
    /** Bits of the magnitude; 0 for 0. */
    long big_bit_length(byte[] a);
    /** Digits in base 2 to 36, lower case, with a minus sign where needed, no prefix. */
    byte[] big_to_text(byte[] a, int base_);
    /** Of digits (either case, optional minus sign, nothing else) in base 2 to 36; null if they are not. */
    byte[] big_from_text(byte[] digits, int base_);
    /** Nearest float, ties to even; an infinity when out of range. */
    double big_to_f64(byte[] a);
    /** Of a finite float, truncated. */
    byte[] big_from_f64(double value);
    /** Correctly rounded quotient; an infinity when out of range; b is not 0. */
    double big_truediv(byte[] a, byte[] b);
    /** Shortest digits that read back, as Python's repr writes them: 1.0 1e+16 1e-05 inf -inf nan -0.0. */
    byte[] float_repr(double value);
    /** As C's printf %.{precision}{kind}; kind is the byte e, f or g; alternate is the # flag. Exact digits. inf and nan as such. */
    byte[] float_format(double value, int kind, int precision, boolean alternate);
    /** Correctly rounded value of [sign] digits [. digits] [e [sign] digits], or inf, nan; the program has checked the form. */
    double float_parse(byte[] text);
    /** Arc cosine. */
    double math_acos(double x);
    /** Arc sine. */
    double math_asin(double x);
    /** Arc tangent. */
    double math_atan(double x);
    /** Angle of the point (x, y). */
    double math_atan2(double y, double x);
    /** Cube root. */
    double math_cbrt(double x);
    /** Cosine. */
    double math_cos(double x);
    /** Hyperbolic cosine. */
    double math_cosh(double x);
    /** e ** x. */
    double math_exp(double x);
    /** e ** x - 1. */
    double math_expm1(double x);
    /** Exact remainder with the sign of x. */
    double math_fmod(double x, double y);
    /** Natural logarithm. */
    double math_log(double x);
    /** Logarithm to base 10. */
    double math_log10(double x);
    /** log(1 + x). */
    double math_log1p(double x);
    /** x ** y as C's pow. */
    double math_pow(double x, double y);
    /** Sine. */
    double math_sin(double x);
    /** Hyperbolic sine. */
    double math_sinh(double x);
    /** Tangent. */
    double math_tan(double x);
    /** Hyperbolic tangent. */
    double math_tanh(double x);
    /** Code object or syntax error record, as docs/bytecode.md says; mode 0 exec, 1 eval, 2 single. */
    byte[] compile_source(byte[] source, byte[] filename, int mode, int flags);
    /** Serialised code object of a carried module by its dotted name (a package's is NAME.__init__), or null. */
    byte[] embedded_module(byte[] name);
    /** Serialised code object of the program that was compiled in, or null in a plain interpreter. */
    byte[] embedded_main();
    /** The program's first argument as a number, 0 without: the first run line to report. */
    int test_first();
    /** Prints INDEX i64 VALUE. */
    void test_report_i64(int index, long value);
    /** Prints INDEX f64 0xBITS, the bits as 16 hexadecimal digits. */
    void test_report_f64(int index, double value);
    /** Prints INDEX void. */
    void test_report_void(int index);
    /** Prints INDEX throws NAME. */
    void test_report_throw(int index, byte[] name);
}

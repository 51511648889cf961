package kaa.rt;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** The host primitives on the JVM, for one context. */
final class HostExterns implements Externs {
    private final String[] args;
    private final Files files = new Files();
    private final Children children = new Children(files);
    private final Signals signals;
    private Map<String, String> environment;

    HostExterns(Ctx ctx, String[] args) {
        this.args = args;
        this.signals = new Signals(ctx);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    // ---- files

    @Override public int fs_open(byte[] path, int flags, int mode) { return files.open(path, flags, mode); }
    @Override public int fs_close(int fd) { return files.close(fd); }
    @Override public int fs_read(int fd, byte[] into, int start, int n) { return files.read(fd, into, start, n); }
    @Override public int fs_write(int fd, byte[] from, int start, int n) { return files.write(fd, from, start, n); }
    @Override public long fs_seek(int fd, long offset, int whence) { return files.seek(fd, offset, whence); }
    @Override public int fs_truncate(int fd, long size) { return files.truncate(fd, size); }
    @Override public int fs_sync(int fd) { return files.sync(fd); }
    @Override public int fs_dup(int fd) { return files.dup(fd); }
    @Override public int fs_dup2(int fd, int fd2, boolean inheritable) { return files.dup2(fd, fd2); }
    @Override public int fs_inheritable(int fd, int how) { return files.inheritable(fd, how); }
    @Override public int fs_pipe(long[] out) { return files.pipe(out); }
    @Override public int fs_poll(long[] fds, int timeout) { return files.poll(fds, timeout); }
    @Override public boolean fs_isatty(int fd) { return files.isTerminal(fd); }
    @Override public int fs_stat(byte[] path, boolean follow, long[] out) { return files.stat(path, follow, out); }
    @Override public int fs_fstat(int fd, long[] out) { return files.fstat(fd, out); }
    @Override public byte[] fs_listdir(byte[] path, long[] error) { return files.list(path, error); }
    @Override public int fs_mkdir(byte[] path, int mode) { return files.mkdir(path, mode); }
    @Override public int fs_rmdir(byte[] path) { return files.rmdir(path); }
    @Override public int fs_unlink(byte[] path) { return files.unlink(path); }
    @Override public int fs_rename(byte[] old, byte[] target) { return files.rename(old, target); }
    @Override public int fs_link(byte[] old, byte[] target) { return files.link(old, target); }
    @Override public int fs_symlink(byte[] target, byte[] path) { return files.symlink(target, path); }
    @Override public byte[] fs_readlink(byte[] path, long[] error) { return files.readlink(path, error); }
    @Override public int fs_chmod(byte[] path, int mode) { return files.chmod(path, mode); }
    @Override public int fs_fchmod(int fd, int mode) { return files.chmod(fd, mode); }
    @Override public int fs_chown(byte[] path, int uid, int gid, boolean follow) {
        return files.chown(path, uid, gid, follow);
    }
    @Override public int fs_umask(int mask) { return files.umask(mask); }
    @Override public int fs_utime(byte[] path, long atime, long mtime) { return files.utime(path, atime, mtime); }
    @Override public int fs_access(byte[] path, int mode) { return files.access(path, mode); }
    @Override public byte[] fs_getcwd() { return files.currentFolder(); }
    @Override public int fs_chdir(byte[] path) { return files.changeFolder(path); }

    // ---- process and environment

    @Override
    public byte[] proc_args() {
        StringBuilder out = new StringBuilder();
        for (String arg : args) out.append(arg).append('\0');
        return utf8(out.toString());
    }

    @Override
    public byte[] proc_executable() {
        try {
            java.net.URI place = HostExterns.class.getProtectionDomain().getCodeSource().getLocation().toURI();
            return utf8(java.nio.file.Path.of(place).toString());
        } catch (java.net.URISyntaxException | RuntimeException e) {
            return utf8("kaa.jar");
        }
    }

    @Override
    public void proc_exit(int code) {
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }

    @Override
    public int proc_pid() {
        return (int) ProcessHandle.current().pid();
    }

    @Override
    public void proc_ids(long[] out) {
        ProcessHandle parent = ProcessHandle.current().parent().orElse(null);
        out[0] = parent == null ? 0 : parent.pid();
        try {
            java.nio.file.Path self = java.nio.file.Path.of("/proc/self");
            long uid = (Integer) java.nio.file.Files.getAttribute(self, "unix:uid");
            long gid = (Integer) java.nio.file.Files.getAttribute(self, "unix:gid");
            out[1] = uid;
            out[2] = gid;
            out[3] = uid;
            out[4] = gid;
        } catch (IOException | RuntimeException e) {
            java.util.Arrays.fill(out, 1, 5, 0);
        }
    }

    /** The JVM knows no children that it did not wait for itself. */
    @Override
    public void proc_times(long[] out) {
        out[0] = GcBeans.processCpu();
        out[1] = 0;
        out[2] = 0;
        out[3] = 0;
        out[4] = System.nanoTime();
    }

    @Override
    public int proc_kill(int pid, int signal) {
        if (pid == proc_pid() && signal != 0) return raise(signal);
        Integer done = children.kill(pid, signal);
        if (done != null) return done;
        ProcessHandle process = ProcessHandle.of(pid).orElse(null);
        if (process == null || !process.isAlive()) return -Errno.ESRCH;
        if (signal == 0) return 0;
        // Java can only ask to end, or end by force.
        if (signal == 15) return process.destroy() ? 0 : -Errno.EPERM;
        if (signal == 9) return process.destroyForcibly() ? 0 : -Errno.EPERM;
        return -Errno.ENOSYS;
    }

    private int raise(int signal) {
        return signals.raise(signal);
    }

    @Override
    public int proc_spawn(byte[] programs, byte[] args, byte[] env, byte[] cwd, long[] fds, int flags) {
        return children.spawn(programs, args, env, cwd, fds, flags, environment());
    }

    @Override
    public int proc_wait(int pid, int options, long[] status) {
        return children.await(pid, options, status);
    }

    @Override public int proc_fork() { return -Errno.ENOSYS; }
    @Override public int proc_exec(byte[] path, byte[] args, byte[] env) { return -Errno.ENOSYS; }

    @Override
    public int signal_timer(int which, long after, long interval, long[] former) {
        return signals.timer(which, after, interval, former);
    }

    @Override public int signal_watch(int signal, int how) { return signals.watch(signal, how); }
    @Override public int signal_next() { return signals.next(); }

    /** This context's view: Java cannot change the process's own environment. */
    private synchronized Map<String, String> environment() {
        if (environment == null) environment = new LinkedHashMap<>(System.getenv());
        return environment;
    }

    @Override
    public byte[] env_all() {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<String, String> row : environment().entrySet()) {
            out.append(row.getKey()).append('=').append(row.getValue()).append('\0');
        }
        return utf8(out.toString());
    }

    @Override
    public int env_set(byte[] name, byte[] value) {
        String key = text(name);
        if (key.isEmpty() || key.indexOf('=') >= 0 || key.indexOf('\0') >= 0) return -Errno.EINVAL;
        environment().put(key, text(value));
        return 0;
    }

    @Override
    public int env_unset(byte[] name) {
        String key = text(name);
        if (key.isEmpty() || key.indexOf('=') >= 0) return -Errno.EINVAL;
        environment().remove(key);
        return 0;
    }

    @Override
    public byte[] os_uname() {
        String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
        String[] parts = {
            System.getProperty("os.name"), hostName(), System.getProperty("os.version"),
            kernelVersion(), machine
        };
        return utf8(String.join("\0", parts) + "\0");
    }

    private static String hostName() {
        String name = firstLine("/proc/sys/kernel/hostname");
        if (!name.isEmpty()) return name;
        try {
            return java.net.InetAddress.getLocalHost().getHostName();
        } catch (java.net.UnknownHostException e) {
            return "localhost";
        }
    }

    private static String kernelVersion() {
        return firstLine("/proc/sys/kernel/version");
    }

    private static String firstLine(String file) {
        try {
            return java.nio.file.Files.readString(java.nio.file.Path.of(file)).trim();
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    @Override
    public int os_cpu_count() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public int term_size(int fd, long[] out) {
        if (!files.isTerminal(fd)) return -Errno.ENOTTY;
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new java.io.File("/dev/tty")).start();
            String[] words = text(stty.getInputStream().readAllBytes()).trim().split(" ");
            out[0] = Long.parseLong(words[1]);
            out[1] = Long.parseLong(words[0]);
            return 0;
        } catch (IOException | RuntimeException e) {
            return -Errno.ENOTTY;
        }
    }

    // ---- time and chance

    @Override
    public long time_now_ns() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override public long time_monotonic_ns() { return System.nanoTime(); }
    @Override public long time_process_ns() { return GcBeans.processCpu(); }
    @Override public long time_thread_ns() { return GcBeans.threadCpu(); }
    @Override public int time_sleep_ns(long ns) { return signals.sleep(ns); }

    @Override
    public int time_local(long seconds, long[] out) {
        Zone zone = Zone.local();
        int offset = zone.offset(seconds);
        java.time.LocalDateTime at;
        try {
            at = java.time.LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.ofTotalSeconds(offset));
        } catch (java.time.DateTimeException e) {
            return -75;
        }
        out[0] = at.getYear();
        out[1] = at.getMonthValue();
        out[2] = at.getDayOfMonth();
        out[3] = at.getHour();
        out[4] = at.getMinute();
        out[5] = at.getSecond();
        out[6] = at.getDayOfWeek().getValue() - 1;
        out[7] = at.getDayOfYear();
        out[8] = zone.isDaylight(seconds) ? 1 : 0;
        out[9] = offset;
        return 0;
    }

    @Override
    public byte[] time_zone_name(int isdst) {
        return utf8(Zone.local().name(isdst != 0));
    }

    @Override
    public void random_bytes(byte[] into) {
        try (InputStream in = new java.io.FileInputStream("/dev/urandom")) {
            if (in.readNBytes(into, 0, into.length) == into.length) return;
        } catch (IOException e) {
            // Not a Unix: fall through to the library's generator, which is slow to load.
        }
        new java.security.SecureRandom().nextBytes(into);
    }

    // ---- big integers

    private static BigInteger big(byte[] bytes) {
        return BigInts.read(bytes);
    }

    @Override public byte[] big_from_i64(long value) { return BigInts.write(BigInteger.valueOf(value)); }
    @Override public byte[] big_add(byte[] a, byte[] b) { return Limbs.add(a, b); }
    @Override public byte[] big_sub(byte[] a, byte[] b) { return Limbs.sub(a, b); }
    @Override public byte[] big_mul(byte[] a, byte[] b) { return BigInts.multiply(a, b); }
    @Override public byte[] big_floordiv(byte[] a, byte[] b) { return BigInts.floorDiv(a, b); }
    @Override public byte[] big_mod(byte[] a, byte[] b) { return BigInts.floorMod(a, b); }
    @Override public byte[] big_pow(byte[] a, long exponent) { return BigInts.power(a, exponent); }
    @Override public byte[] big_powmod(byte[] a, byte[] b, byte[] m) { return BigInts.powMod(a, b, m); }
    @Override public byte[] big_gcd(byte[] a, byte[] b) { return BigInts.write(big(a).gcd(big(b))); }
    @Override public byte[] big_isqrt(byte[] a) { return BigInts.write(big(a).sqrt()); }
    @Override public byte[] big_and(byte[] a, byte[] b) { return BigInts.write(big(a).and(big(b))); }
    @Override public byte[] big_or(byte[] a, byte[] b) { return BigInts.write(big(a).or(big(b))); }
    @Override public byte[] big_xor(byte[] a, byte[] b) { return BigInts.write(big(a).xor(big(b))); }
    @Override public byte[] big_shl(byte[] a, long n) { return BigInts.shiftLeft(a, n); }
    @Override public byte[] big_shr(byte[] a, long n) { return BigInts.shiftRight(a, n); }
    @Override public int big_cmp(byte[] a, byte[] b) { return Limbs.compare(a, b); }
    @Override public long big_bit_length(byte[] a) { return BigInts.bitLength(a); }
    @Override public byte[] big_to_text(byte[] a, int base) { return BigInts.toText(a, base); }
    @Override public byte[] big_from_text(byte[] digits, int base) { return BigInts.fromText(digits, base); }
    @Override public double big_to_f64(byte[] a) { return big(a).doubleValue(); }
    @Override public byte[] big_from_f64(double value) { return BigInts.fromDouble(value); }
    @Override public double big_truediv(byte[] a, byte[] b) { return BigInts.trueDivide(a, b); }

    // ---- floats

    @Override public byte[] float_repr(double value) { return FloatText.repr(value); }
    @Override public double float_parse(byte[] text) { return FloatText.parse(text); }

    @Override
    public byte[] float_format(double value, int kind, int precision, boolean alternate) {
        return FloatText.format(value, kind, precision, alternate);
    }

    @Override public double math_acos(double x) { return LibmInverse.acos(x); }
    @Override public double math_asin(double x) { return LibmInverse.asin(x); }
    @Override public double math_atan(double x) { return LibmInverse.atan(x); }
    @Override public double math_atan2(double y, double x) { return LibmInverse.atan2(y, x); }
    @Override public double math_cbrt(double x) { return LibmExp.cbrt(x); }
    @Override public double math_cos(double x) { return Libm.cos(x); }
    @Override public double math_cosh(double x) { return LibmExp.cosh(x); }
    @Override public double math_exp(double x) { return LibmExp.exp(x); }
    @Override public double math_expm1(double x) { return LibmExp.expm1(x); }
    @Override public double math_fmod(double x, double y) { return x % y; }
    @Override public double math_log(double x) { return LibmExp.log(x); }
    @Override public double math_log10(double x) { return LibmExp.log10(x); }
    @Override public double math_log1p(double x) { return LibmExp.log1p(x); }
    @Override public double math_pow(double x, double y) { return LibmPow.pow(x, y); }
    @Override public double math_sin(double x) { return Libm.sin(x); }
    @Override public double math_sinh(double x) { return LibmExp.sinh(x); }
    @Override public double math_tan(double x) { return Libm.tan(x); }
    @Override public double math_tanh(double x) { return LibmExp.tanh(x); }

    // ---- the compiler and what the program carries

    @Override
    public byte[] compile_source(byte[] source, byte[] filename, int mode, int flags) {
        return Compiler.compileSource(source, filename, mode, flags);
    }

    @Override public byte[] embedded_module(byte[] name) { return resource("/kaa/lib/" + text(name) + ".code"); }
    @Override public byte[] embedded_main() { return resource("/kaa/main.code"); }

    private static byte[] resource(String name) {
        try (InputStream in = HostExterns.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            return null;
        }
    }

    // ---- reports of the IR's tests

    @Override public int test_first() { return args.length == 0 ? 0 : Integer.parseInt(args[0]); }
    @Override public void test_report_i64(int index, long value) { report(index + " i64 " + value); }
    @Override public void test_report_void(int index) { report(index + " void"); }
    @Override public void test_report_throw(int index, byte[] name) { report(index + " throws " + text(name)); }

    @Override
    public void test_report_f64(int index, double value) {
        report(String.format("%d f64 0x%016x", index, Double.doubleToRawLongBits(value)));
    }

    private static void report(String line) {
        System.out.println(line);
        System.out.flush();
    }
}

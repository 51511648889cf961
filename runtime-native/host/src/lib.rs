//! The host primitives over the operating system (Linux), in Rust. Native programs and the reference interpreter share them.
//!
//! Files: `files` and `process` and `clock` (system calls), `big` (integers), `float_text`, `math`, `program` (what the driver
//! hands in: compiler, carried modules).

mod big;
mod clock;
mod files;
mod float_text;
mod limbs;
mod math;
mod process;
mod program;
mod spawn;
mod standard;

pub use process::{signal_waits, wake_by};
pub use program::Program;

use kaa_externs::Externs;

/// One process's primitives.
pub struct Host {
    program: Program,
}

impl Host {
    pub fn new(program: Program) -> Host {
        standard::close_again();
        Host { program }
    }
}

/// Result of a system call as the table wants it: the value, or -errno.
fn checked(result: i64) -> i64 {
    if result < 0 {
        -i64::from(errno())
    } else {
        result
    }
}

fn checked32(result: i32) -> i32 {
    checked(i64::from(result)) as i32
}

fn errno() -> i32 {
    std::io::Error::last_os_error()
        .raw_os_error()
        .unwrap_or(libc::EIO)
}

/// NUL-terminated copy for the system; bytes behind a NUL are cut, which the caller has excluded.
fn c_path(path: &[u8]) -> std::ffi::CString {
    let end = path.iter().position(|&b| b == 0).unwrap_or(path.len());
    std::ffi::CString::new(&path[..end]).expect("cut at the first NUL")
}

macro_rules! forward {
    ($($module:ident { $($name:ident($($arg:ident: $ty:ty),*) $(-> $ret:ty)?;)* })*) => {
        impl Externs for Host {
            $($(fn $name(&mut self, $($arg: $ty),*) $(-> $ret)? { $module::$name($($arg),*) })*)*

            fn proc_args(&mut self) -> Vec<u8> { self.program.arguments() }
            fn proc_executable(&mut self) -> Vec<u8> { self.program.executable.clone() }
            fn compile_source(&mut self, source: &[u8], filename: &[u8], mode: i32, flags: i32) -> Vec<u8> {
                (self.program.compile)(source, filename, mode, flags)
            }
            fn embedded_module(&mut self, name: &[u8]) -> Option<Vec<u8>> { (self.program.module)(name) }
            fn embedded_main(&mut self) -> Option<Vec<u8>> { self.program.main.clone() }
        }
    };
}

forward! {
    files {
        fs_open(path: &[u8], flags: i32, mode: i32) -> i32;
        fs_close(fd: i32) -> i32;
        fs_read(fd: i32, into: &mut [u8], start: i32, n: i32) -> i32;
        fs_write(fd: i32, from: &[u8], start: i32, n: i32) -> i32;
        fs_seek(fd: i32, offset: i64, whence: i32) -> i64;
        fs_truncate(fd: i32, size: i64) -> i32;
        fs_sync(fd: i32) -> i32;
        fs_dup(fd: i32) -> i32;
        fs_dup2(fd: i32, fd2: i32, inheritable: bool) -> i32;
        fs_inheritable(fd: i32, how: i32) -> i32;
        fs_pipe(out: &mut [i64]) -> i32;
        fs_poll(fds: &mut [i64], timeout_ms: i32) -> i32;
        fs_isatty(fd: i32) -> bool;
        fs_stat(path: &[u8], follow: bool, out: &mut [i64]) -> i32;
        fs_fstat(fd: i32, out: &mut [i64]) -> i32;
        fs_listdir(path: &[u8], error: &mut [i64]) -> Option<Vec<u8>>;
        fs_mkdir(path: &[u8], mode: i32) -> i32;
        fs_rmdir(path: &[u8]) -> i32;
        fs_unlink(path: &[u8]) -> i32;
        fs_rename(old: &[u8], new: &[u8]) -> i32;
        fs_link(old: &[u8], new: &[u8]) -> i32;
        fs_symlink(target: &[u8], path: &[u8]) -> i32;
        fs_readlink(path: &[u8], error: &mut [i64]) -> Option<Vec<u8>>;
        fs_chmod(path: &[u8], mode: i32) -> i32;
        fs_fchmod(fd: i32, mode: i32) -> i32;
        fs_chown(path: &[u8], uid: i32, gid: i32, follow: bool) -> i32;
        fs_umask(mask: i32) -> i32;
        fs_utime(path: &[u8], atime_ns: i64, mtime_ns: i64) -> i32;
        fs_access(path: &[u8], mode: i32) -> i32;
        fs_getcwd() -> Vec<u8>;
        fs_chdir(path: &[u8]) -> i32;
        term_size(fd: i32, out: &mut [i64]) -> i32;
    }
    spawn {
        proc_spawn(programs: &[u8], args: &[u8], env: &[u8], cwd: &[u8], fds: &mut [i64], flags: i32) -> i32;
        proc_wait(pid: i32, options: i32, status: &mut [i64]) -> i32;
        proc_fork() -> i32;
        proc_exec(path: &[u8], args: &[u8], env: &[u8]) -> i32;
    }
    process {
        proc_exit(code: i32);
        proc_pid() -> i32;
        proc_ids(out: &mut [i64]);
        proc_times(out: &mut [i64]);
        proc_kill(pid: i32, signal: i32) -> i32;
        signal_watch(signal: i32, how: i32) -> i32;
        signal_next() -> i32;
        signal_timer(which: i32, after_ns: i64, interval_ns: i64, former: &mut [i64]) -> i32;
        env_all() -> Vec<u8>;
        env_set(name: &[u8], value: &[u8]) -> i32;
        env_unset(name: &[u8]) -> i32;
        os_uname() -> Vec<u8>;
        os_cpu_count() -> i32;
        random_bytes(into: &mut [u8]);
        test_first() -> i32;
        test_report_i64(index: i32, value: i64);
        test_report_f64(index: i32, value: f64);
        test_report_void(index: i32);
        test_report_throw(index: i32, name: &[u8]);
    }
    clock {
        time_now_ns() -> i64;
        time_monotonic_ns() -> i64;
        time_process_ns() -> i64;
        time_thread_ns() -> i64;
        time_sleep_ns(ns: i64) -> i32;
        time_local(seconds: i64, out: &mut [i64]) -> i32;
        time_zone_name(isdst: i32) -> Vec<u8>;
    }
    big {
        big_from_i64(value: i64) -> Vec<u8>;
        big_add(a: &[u8], b: &[u8]) -> Vec<u8>;
        big_sub(a: &[u8], b: &[u8]) -> Vec<u8>;
        big_mul(a: &[u8], b: &[u8]) -> Vec<u8>;
        big_floordiv(a: &[u8], b: &[u8]) -> Vec<u8>;
        big_mod(a: &[u8], b: &[u8]) -> Vec<u8>;
        big_pow(a: &[u8], exponent: i64) -> Vec<u8>;
        big_powmod(a: &[u8], b: &[u8], m: &[u8]) -> Vec<u8>;
        big_gcd(a: &[u8], b: &[u8]) -> Vec<u8>;
        big_isqrt(a: &[u8]) -> Vec<u8>;
        big_and(a: &[u8], b: &[u8]) -> Vec<u8>;
        big_or(a: &[u8], b: &[u8]) -> Vec<u8>;
        big_xor(a: &[u8], b: &[u8]) -> Vec<u8>;
        big_shl(a: &[u8], n: i64) -> Vec<u8>;
        big_shr(a: &[u8], n: i64) -> Vec<u8>;
        big_cmp(a: &[u8], b: &[u8]) -> i32;
        big_bit_length(a: &[u8]) -> i64;
        big_to_text(a: &[u8], base: i32) -> Vec<u8>;
        big_from_text(digits: &[u8], base: i32) -> Option<Vec<u8>>;
        big_to_f64(a: &[u8]) -> f64;
        big_from_f64(value: f64) -> Vec<u8>;
        big_truediv(a: &[u8], b: &[u8]) -> f64;
    }
    float_text {
        float_repr(value: f64) -> Vec<u8>;
        float_format(value: f64, kind: i32, precision: i32, alternate: bool) -> Vec<u8>;
        float_parse(text: &[u8]) -> f64;
    }
    math {
        math_acos(x: f64) -> f64;
        math_asin(x: f64) -> f64;
        math_atan(x: f64) -> f64;
        math_atan2(y: f64, x: f64) -> f64;
        math_cbrt(x: f64) -> f64;
        math_cos(x: f64) -> f64;
        math_cosh(x: f64) -> f64;
        math_exp(x: f64) -> f64;
        math_expm1(x: f64) -> f64;
        math_fmod(x: f64, y: f64) -> f64;
        math_log(x: f64) -> f64;
        math_log10(x: f64) -> f64;
        math_log1p(x: f64) -> f64;
        math_pow(x: f64, y: f64) -> f64;
        math_sin(x: f64) -> f64;
        math_sinh(x: f64) -> f64;
        math_tan(x: f64) -> f64;
        math_tanh(x: f64) -> f64;
    }
}

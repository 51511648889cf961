//! The process, its environment and signals; reports of tests.

use std::io::Write;
use std::sync::atomic::{AtomicPtr, AtomicU32, AtomicU64, Ordering};

use crate::{c_path, checked32, errno};

pub fn proc_exit(code: i32) {
    // SAFETY: ends the process without running anything of ours.
    unsafe { libc::_exit(code) }
}

pub fn proc_pid() -> i32 {
    std::process::id() as i32
}

pub fn proc_ids(out: &mut [i64]) {
    // SAFETY: these calls only answer numbers.
    let ids = unsafe {
        [
            i64::from(libc::getppid()),
            libc::getuid().into(),
            libc::getgid().into(),
            libc::geteuid().into(),
            libc::getegid().into(),
        ]
    };
    for (place, id) in out.iter_mut().zip(ids) {
        *place = id;
    }
}

pub fn proc_times(out: &mut [i64]) {
    // SAFETY: all-zero is a valid tms, and a valid place for the answer; sysconf only answers a number.
    let (spans, elapsed, ticks) = unsafe {
        let mut spans: libc::tms = std::mem::zeroed();
        let elapsed = libc::times(&mut spans);
        (spans, elapsed, libc::sysconf(libc::_SC_CLK_TCK).max(1))
    };
    let fields = [
        spans.tms_utime,
        spans.tms_stime,
        spans.tms_cutime,
        spans.tms_cstime,
        elapsed,
    ];
    for (place, field) in out.iter_mut().zip(fields) {
        *place = field * (1_000_000_000 / ticks);
    }
}

pub fn proc_kill(pid: i32, signal: i32) -> i32 {
    // SAFETY: no memory is passed.
    checked32(unsafe { libc::kill(pid, signal) })
}

/// Bit N: signal N has arrived and was not asked for yet.
static NOTED: AtomicU64 = AtomicU64::new(0);

/// Flag of the running program that is raised when a signal is noted.
static WAKE: AtomicPtr<AtomicU32> = AtomicPtr::new(std::ptr::null_mut());

extern "C" fn note(signal: i32) {
    NOTED.fetch_or(1 << signal, Ordering::Relaxed);
    // SAFETY: `wake_by` stores null or the address of a flag that lives until the next call.
    if let Some(flag) = unsafe { WAKE.load(Ordering::Relaxed).as_ref() } {
        flag.store(1, Ordering::Relaxed);
    }
}

/// Has `flag` set to 1 whenever a watched signal arrives; null for none.
///
/// # Safety
/// The flag lives until the next call of this function.
pub unsafe fn wake_by(flag: *mut AtomicU32) {
    WAKE.store(flag, Ordering::Relaxed);
}

/// Whether `signal_next` would answer a signal.
pub fn signal_waits() -> bool {
    NOTED.load(Ordering::Relaxed) != 0
}

pub fn signal_watch(signal: i32, how: i32) -> i32 {
    if !(1..64).contains(&signal) {
        return -libc::EINVAL;
    }
    // SAFETY: all-zero is a valid sigaction; the handler only sets an atomic.
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = match how {
            1 => note as *const () as libc::sighandler_t,
            2 => libc::SIG_IGN,
            _ => libc::SIG_DFL,
        };
        checked32(libc::sigaction(signal, &action, std::ptr::null_mut()))
    }
}

pub fn signal_next() -> i32 {
    let noted = NOTED.load(Ordering::Relaxed);
    if noted == 0 {
        return 0;
    }
    let signal = noted.trailing_zeros() as i32;
    NOTED.fetch_and(!(1 << signal), Ordering::Relaxed);
    signal
}

pub fn signal_timer(which: i32, after_ns: i64, interval_ns: i64, former: &mut [i64]) -> i32 {
    let span = |ns: i64| libc::timeval {
        tv_sec: ns / 1_000_000_000,
        tv_usec: (ns % 1_000_000_000 + 999) / 1000,
    };
    let next = libc::itimerval {
        it_interval: span(interval_ns),
        it_value: span(after_ns),
    };
    // SAFETY: all-zero is a valid itimerval; both places are valid, and the call checks `which`.
    let (result, old) = unsafe {
        let mut old: libc::itimerval = std::mem::zeroed();
        let result = setitimer(which, &next, &mut old);
        (result, old)
    };
    for (place, span) in former.iter_mut().zip([old.it_value, old.it_interval]) {
        *place = span.tv_sec * 1_000_000_000 + span.tv_usec * 1000;
    }
    checked32(result)
}

unsafe extern "C" {
    fn setitimer(which: i32, next: *const libc::itimerval, old: *mut libc::itimerval) -> i32;
}

pub fn env_all() -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    let mut out = Vec::new();
    for (name, value) in std::env::vars_os() {
        out.extend_from_slice(name.as_bytes());
        out.push(b'=');
        out.extend_from_slice(value.as_bytes());
        out.push(0);
    }
    out
}

pub fn env_set(name: &[u8], value: &[u8]) -> i32 {
    // SAFETY: both strings are NUL-terminated and copied by the call.
    checked32(unsafe { libc::setenv(c_path(name).as_ptr(), c_path(value).as_ptr(), 1) })
}

pub fn env_unset(name: &[u8]) -> i32 {
    // SAFETY: the string is NUL-terminated.
    checked32(unsafe { libc::unsetenv(c_path(name).as_ptr()) })
}

pub fn os_uname() -> Vec<u8> {
    // SAFETY: all-zero is a valid utsname, and a valid place for the answer.
    let mut names: libc::utsname = unsafe { std::mem::zeroed() };
    // SAFETY: as above.
    unsafe { libc::uname(&mut names) };
    let fields = [
        &names.sysname,
        &names.nodename,
        &names.release,
        &names.version,
        &names.machine,
    ];
    let mut out = Vec::new();
    for field in fields {
        out.extend(field.iter().map(|&c| c as u8).take_while(|&c| c != 0));
        out.push(0);
    }
    out
}

pub fn os_cpu_count() -> i32 {
    std::thread::available_parallelism().map_or(1, |n| n.get() as i32)
}

pub fn random_bytes(into: &mut [u8]) {
    let mut at = 0;
    while at < into.len() {
        let rest = &mut into[at..];
        // SAFETY: the buffer is valid for its length.
        let got = unsafe { libc::getrandom(rest.as_mut_ptr().cast(), rest.len(), 0) };
        if got < 0 && errno() != libc::EINTR {
            panic!("getrandom: {}", std::io::Error::last_os_error());
        }
        at += got.max(0) as usize;
    }
}

/// One line, written at once so that a trap behind it loses nothing. A closed output leaves nothing to report to.
fn report(line: String) {
    let _ = std::io::stdout().write_all(line.as_bytes());
    let _ = std::io::stdout().flush();
}

pub fn test_first() -> i32 {
    let first = std::env::args().nth(1);
    first.and_then(|text| text.parse().ok()).unwrap_or(0)
}
pub fn test_report_i64(index: i32, value: i64) {
    report(format!("{index} i64 {value}\n"));
}
pub fn test_report_f64(index: i32, value: f64) {
    report(format!("{index} f64 0x{:016x}\n", value.to_bits()));
}
pub fn test_report_void(index: i32) {
    report(format!("{index} void\n"));
}
pub fn test_report_throw(index: i32, name: &[u8]) {
    report(format!(
        "{index} throws {}\n",
        String::from_utf8_lossy(name)
    ));
}

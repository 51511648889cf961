//! Clocks, sleeping, local time.

use crate::errno;

fn clock(id: libc::clockid_t) -> i64 {
    let mut at = libc::timespec {
        tv_sec: 0,
        tv_nsec: 0,
    };
    // SAFETY: `at` is a valid place for the answer.
    unsafe { libc::clock_gettime(id, &mut at) };
    at.tv_sec * 1_000_000_000 + at.tv_nsec
}

pub fn time_now_ns() -> i64 {
    clock(libc::CLOCK_REALTIME)
}
pub fn time_monotonic_ns() -> i64 {
    clock(libc::CLOCK_MONOTONIC)
}
pub fn time_process_ns() -> i64 {
    clock(libc::CLOCK_PROCESS_CPUTIME_ID)
}
pub fn time_thread_ns() -> i64 {
    clock(libc::CLOCK_THREAD_CPUTIME_ID)
}

pub fn time_sleep_ns(ns: i64) -> i32 {
    let span = libc::timespec {
        tv_sec: ns / 1_000_000_000,
        tv_nsec: ns % 1_000_000_000,
    };
    // SAFETY: `span` is valid; the rest is not asked for.
    if unsafe { libc::nanosleep(&span, std::ptr::null_mut()) } < 0 {
        -errno()
    } else {
        0
    }
}

pub fn time_local(seconds: i64, out: &mut [i64]) -> i32 {
    // SAFETY: all-zero is a valid `tm`.
    let mut tm: libc::tm = unsafe { std::mem::zeroed() };
    // SAFETY: both places are valid.
    if unsafe { libc::localtime_r(&seconds, &mut tm) }.is_null() {
        return -errno();
    }
    let fields = [
        i64::from(tm.tm_year) + 1900,
        i64::from(tm.tm_mon) + 1,
        tm.tm_mday.into(),
        tm.tm_hour.into(),
        tm.tm_min.into(),
        tm.tm_sec.into(),
        i64::from((tm.tm_wday + 6) % 7),
        i64::from(tm.tm_yday) + 1,
        tm.tm_isdst.into(),
        tm.tm_gmtoff,
    ];
    for (place, field) in out.iter_mut().zip(fields) {
        *place = field;
    }
    0
}

pub fn time_zone_name(isdst: i32) -> Vec<u8> {
    unsafe extern "C" {
        static tzname: [*const libc::c_char; 2];
        fn tzset();
    }
    // SAFETY: after tzset both names point to strings that live until the next tzset.
    unsafe {
        tzset();
        let name = tzname[usize::from(isdst > 0)];
        if name.is_null() {
            return b"UTC".to_vec();
        }
        std::ffi::CStr::from_ptr(name).to_bytes().to_vec()
    }
}

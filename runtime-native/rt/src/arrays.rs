//! Byte runs of arrays. The compiled caller has checked the bounds.

use std::cmp::Ordering;

/// # Safety
/// `start` is readable for `n` bytes that nothing writes meanwhile.
unsafe fn run<'a>(start: *const u8, n: usize) -> &'a [u8] {
    // SAFETY: by the contract.
    unsafe { std::slice::from_raw_parts(start, n) }
}

/// # Safety
/// Both runs are readable for `n` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kaa_arr_equal(a: *const u8, b: *const u8, n: usize) -> u8 {
    // SAFETY: by the contract.
    unsafe { u8::from(run(a, n) == run(b, n)) }
}

/// # Safety
/// As above.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kaa_arr_compare(a: *const u8, b: *const u8, n: usize) -> i32 {
    // SAFETY: by the contract.
    match unsafe { run(a, n).cmp(run(b, n)) } {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }
}

/// Offset of the first byte equal to the low 8 bits of `byte`, or -1.
///
/// # Safety
/// `start` is readable for `n` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn kaa_arr_find8(start: *const u8, n: usize, byte: i32) -> i64 {
    // SAFETY: `memchr` reads at most `n` bytes; its result lies inside the run.
    unsafe {
        let found = libc::memchr(start.cast(), byte & 0xFF, n);
        if found.is_null() {
            -1
        } else {
            found.cast::<u8>().offset_from(start) as i64
        }
    }
}

/// The functions of this file, which only compiled code refers to.
pub const SYMBOLS: [*const (); 3] = [
    kaa_arr_equal as *const (),
    kaa_arr_compare as *const (),
    kaa_arr_find8 as *const (),
];

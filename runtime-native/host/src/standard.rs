//! The three standard descriptors. Rust's runtime opens `/dev/null` in place of those that were closed when the process
//! began; a Python program must see them closed.

use std::sync::atomic::{AtomicU8, Ordering};

/// One bit for each descriptor.
static CLOSED: AtomicU8 = AtomicU8::new(0);

/// Called by the system's loader, before Rust's runtime starts.
#[used]
#[unsafe(link_section = ".init_array")]
static NOTE: extern "C" fn() = note;

extern "C" fn note() {
    for fd in 0..3 {
        // SAFETY: only asks for the descriptor's flags.
        if unsafe { libc::fcntl(fd, libc::F_GETFD) } == -1 {
            CLOSED.fetch_or(1 << fd, Ordering::Relaxed);
        }
    }
}

/// Closes what Rust's runtime opened.
pub fn close_again() {
    for fd in 0..3 {
        if CLOSED.load(Ordering::Relaxed) & (1 << fd) != 0 {
            // SAFETY: the descriptor is that of `/dev/null`, which nobody uses.
            unsafe { libc::close(fd) };
        }
    }
}

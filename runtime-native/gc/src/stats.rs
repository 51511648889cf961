//! Counters of one heap.

use std::time::Duration;

/// What the collector did since the heap was made. Sizes in bytes.
#[derive(Clone, Debug, Default)]
pub struct Stats {
    pub minors: u64,
    pub majors: u64,
    pub minor_time: Duration,
    pub major_time: Duration,
    pub longest_minor: Duration,
    pub longest_major: Duration,
    /// Copied out of the nursery in total.
    pub promoted: u64,
    /// Nursery bytes handed to the program before the collections so far.
    pub allocated: u64,
    /// Found live by the last major collection.
    pub live: usize,
}

impl std::fmt::Display for Stats {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "gc: {} minor ({:.1?}, longest {:.2?}), {} major ({:.1?}, longest {:.2?}), \
             allocated {} KiB, promoted {} KiB, live {} KiB",
            self.minors,
            self.minor_time,
            self.longest_minor,
            self.majors,
            self.major_time,
            self.longest_major,
            self.allocated >> 10,
            self.promoted >> 10,
            self.live >> 10,
        )
    }
}

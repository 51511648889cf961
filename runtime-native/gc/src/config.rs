//! Settings, normally read from the environment.

/// How the heap behaves. Sizes in bytes.
#[derive(Clone, Debug)]
pub struct Config {
    /// Address space to reserve.
    pub reserve: usize,
    /// Nursery size at start; adapted at run time unless `fixed_nursery`.
    pub nursery: usize,
    pub fixed_nursery: bool,
    /// Heap size above which array allocation fails, 0 for none.
    pub limit: usize,
    /// Old-space growth below which no major collection starts.
    pub major_floor: usize,
    /// Collect at every n-th allocation, poison freed memory and verify; 0 turns this off.
    pub zeal: u32,
    /// Verify the heap around every collection.
    pub verify: bool,
    /// Print statistics when the heap is dropped.
    pub print_stats: bool,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            reserve: 64 << 30,
            nursery: 4 << 20,
            fixed_nursery: false,
            limit: 0,
            major_floor: 32 << 20,
            zeal: 0,
            verify: false,
            print_stats: false,
        }
    }
}

impl Config {
    /// Defaults changed by `KAA_GC_ZEAL`, `KAA_GC_VERIFY`, `KAA_GC_NURSERY`, `KAA_GC_LIMIT`
    /// (the last two accept the suffixes k, m and g) and `KAA_GC_STATS`. Without a limit of its
    /// own the heap ends at the machine's memory.
    pub fn from_env() -> Config {
        let var = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
        let mut config = Config {
            limit: physical_memory(),
            ..Config::default()
        };
        if let Some(n) = var("KAA_GC_ZEAL").and_then(|v| v.parse().ok()) {
            config.zeal = n;
        }
        if let Some(bytes) = var("KAA_GC_NURSERY").and_then(|v| parse_size(&v)) {
            config.nursery = bytes;
            config.fixed_nursery = true;
        }
        if let Some(bytes) = var("KAA_GC_LIMIT").and_then(|v| parse_size(&v)) {
            config.limit = bytes;
        }
        config.verify = var("KAA_GC_VERIFY").is_some_and(|v| v != "0");
        config.print_stats = var("KAA_GC_STATS").is_some_and(|v| v != "0");
        config
    }
}

/// Bytes of memory in the machine, 0 if unknown.
fn physical_memory() -> usize {
    // SAFETY: `sysconf` reads a number.
    let (pages, size) = unsafe {
        (
            libc::sysconf(libc::_SC_PHYS_PAGES),
            libc::sysconf(libc::_SC_PAGESIZE),
        )
    };
    usize::try_from(pages).unwrap_or(0) * usize::try_from(size).unwrap_or(0)
}

fn parse_size(text: &str) -> Option<usize> {
    let digits = text.trim_end_matches(['k', 'm', 'g', 'K', 'M', 'G']);
    let shift = match text[digits.len()..].to_ascii_lowercase().as_str() {
        "" => 0,
        "k" => 10,
        "m" => 20,
        "g" => 30,
        _ => return None,
    };
    digits.parse::<usize>().ok()?.checked_shl(shift)
}

#[cfg(test)]
mod tests {
    use super::parse_size;

    #[test]
    fn sizes() {
        assert_eq!(parse_size("512k"), Some(512 << 10));
        assert_eq!(parse_size("3"), Some(3));
        assert_eq!(parse_size("2G"), Some(2 << 30));
        assert_eq!(parse_size("x"), None);
    }
}

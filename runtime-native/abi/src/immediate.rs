//! Tagged small integers: a reference word with bit 0 set carries a 63-bit integer above it.

/// The tag bit.
pub const TAG: usize = 1;

/// Largest and smallest integers that a word can carry.
pub const MAX: i64 = i64::MAX >> 1;
pub const MIN: i64 = i64::MIN >> 1;

pub const fn is_immediate(word: usize) -> bool {
    word & TAG != 0
}

/// The tagged word for `value`, if it fits 63 bits.
pub const fn encode(value: i64) -> Option<usize> {
    if value < MIN || value > MAX {
        None
    } else {
        Some((value << 1 | 1) as usize)
    }
}

pub const fn decode(word: usize) -> i64 {
    word as i64 >> 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_trip_at_the_edges() {
        for v in [0, 1, -1, MAX, MIN] {
            assert_eq!(decode(encode(v).unwrap()), v);
        }
        assert_eq!(encode(MAX + 1), None);
        assert_eq!(encode(MIN - 1), None);
    }
}

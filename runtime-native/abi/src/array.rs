//! Arrays: header (its high half is the length, at most `i32::MAX`), then the elements.

/// Offset of the length, a non-negative i32.
pub const LENGTH: i32 = crate::header::HIGH_HALF;

/// Offset of element 0, for every element size.
pub const ELEMENTS: i32 = 8;

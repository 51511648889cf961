//! The `python`-compatible command.
fn main() {}

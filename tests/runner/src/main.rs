//! `cargo xtask`: the one command behind tests, set-up and benchmarks.
fn main() {}

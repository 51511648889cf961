//! The compiler's command line.
fn main() {}

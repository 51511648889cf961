//! The runtime's class files (`runtime-jvm`), compiled by the build script.

/// (entry name, bytes) of all of them; empty if there was no JDK when this crate was built.
pub fn classes() -> &'static [(&'static str, &'static [u8])] {
    &[]
}

//! The runtime's class files (`runtime-jvm`), compiled by the build script.

include!(concat!(env!("OUT_DIR"), "/runtime.rs"));

/// (entry name, bytes) of all of them; empty if there was no Java compiler when this crate was built.
pub fn classes() -> &'static [(&'static str, &'static [u8])] {
    CLASSES
}

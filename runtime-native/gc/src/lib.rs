//! The native garbage collector.

//! Layouts shared by compiled code, collector and runtime.

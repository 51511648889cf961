//! Host primitives over the operating system, shared by native code and the reference interpreter.

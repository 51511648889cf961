//! The C interface. Filled in below.

//! The compiler of Python as a shared library, for the JVM and .NET: the C interface of `kaa_pycompile::capi`.

pub use kaa_pycompile::capi::{Java_kaa_rt_Compiler_compile, kaa_compile, kaa_compile_free};

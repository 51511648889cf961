//! The `python`-compatible command: hands the compiler and the carried library to the compiled interpreter.

use std::os::unix::ffi::OsStringExt;

static LIBRARY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));

unsafe extern "C" {
    /// The record of the interpreter, compiled from `python/` by the build script.
    safe static kaa_program: kaa_rt::Program;
}

fn main() {
    let executable = std::env::current_exe().unwrap_or_default();
    let host = kaa_host::Program {
        main: kaa_driver::payload::read(&executable),
        executable: executable.into_os_string().into_vec(),
        args: std::env::args_os()
            .skip(1)
            .map(OsStringExt::into_vec)
            .collect(),
        compile: kaa_pycompile::compile_to_record,
        module: |name| kaa_driver::library::find(LIBRARY, name).map(<[u8]>::to_vec),
    };
    std::process::exit(kaa_rt::run(&kaa_program, host));
}

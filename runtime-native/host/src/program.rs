//! What the driver hands to the primitives.

/// The running program: its command line, the compiler of Python, and the modules that it carries.
pub struct Program {
    pub executable: Vec<u8>,
    /// Arguments after the program's name.
    pub args: Vec<Vec<u8>>,
    /// Source, file name, mode, flags to a serialised code object or syntax error record.
    pub compile: fn(&[u8], &[u8], i32, i32) -> Vec<u8>,
    /// Dotted name to a serialised code object.
    pub module: fn(&[u8]) -> Option<Vec<u8>>,
    /// The program that was compiled in.
    pub main: Option<Vec<u8>>,
}

impl Program {
    /// The process's own command line; compiles nothing and carries nothing.
    pub fn bare() -> Program {
        use std::os::unix::ffi::OsStringExt;
        let executable = std::env::current_exe().unwrap_or_default();
        Program {
            executable: executable.into_os_string().into_vec(),
            args: std::env::args_os()
                .skip(1)
                .map(OsStringExt::into_vec)
                .collect(),
            compile: |_, _, _, _| Vec::new(),
            module: |_| None,
            main: None,
        }
    }

    pub(crate) fn arguments(&self) -> Vec<u8> {
        self.args
            .iter()
            .flat_map(|arg| arg.iter().copied().chain([0]))
            .collect()
    }
}

//! Running assemblies on the CLRs of this machine.

#![allow(dead_code, reason = "each test crate uses its own part")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A CLR host that is installed here.
#[derive(Clone, Debug)]
pub struct Host {
    pub name: &'static str,
    program: PathBuf,
}

/// mono from the path; CoreCLR's `dotnet` from `KAA_DOTNET` or the path.
pub fn hosts() -> Vec<Host> {
    let dotnet = std::env::var_os("KAA_DOTNET").map_or(PathBuf::from("dotnet"), PathBuf::from);
    [
        ("mono", PathBuf::from("mono"), "--version"),
        ("coreclr", dotnet, "--info"),
    ]
    .into_iter()
    .filter(|(name, program, probe)| {
        let found = Command::new(program).arg(probe).output().is_ok();
        if !found {
            eprintln!("{name} is not installed: not tested");
        }
        found
    })
    .map(|(name, program, _)| Host { name, program })
    .collect()
}

impl Host {
    pub fn run(&self, app: &Path, args: &[&str]) -> Output {
        let output = Command::new(&self.program)
            .arg(app)
            .args(args)
            .env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1")
            .output();
        output.unwrap_or_else(|error| panic!("{}: {error}", self.program.display()))
    }
}

/// A fresh directory for one test's files.
pub fn directory(test: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("target directory is writable");
    path
}

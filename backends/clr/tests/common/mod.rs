//! Running assemblies on the CLRs of this machine.

#![allow(dead_code, reason = "each test crate uses its own part")]

use kaa_clr::{Options, RUNTIME_CONFIG, RUNTIME_FILE};
use kaa_ir::Module;
use kaa_ir::filetest::{self, ProcessOutput, RunLine};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A CLR host that is installed here.
#[derive(Clone, Debug)]
pub struct Host {
    pub name: &'static str,
    program: PathBuf,
}

/// mono from `KAA_MONO`, CoreCLR's `dotnet` from `KAA_DOTNET`, or both from the path.
pub fn hosts() -> Vec<Host> {
    let program = |variable: &str, name: &str| {
        std::env::var_os(variable).map_or(PathBuf::from(name), PathBuf::from)
    };
    [
        ("mono", program("KAA_MONO", "mono"), "--version"),
        ("coreclr", program("KAA_DOTNET", "dotnet"), "--info"),
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
            .env("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
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

/// Writes the runtime that every program of a directory needs.
pub fn write_runtime(directory: &Path) -> PathBuf {
    let runtime = directory.join(RUNTIME_FILE);
    let library = kaa_clr::runtime_library().expect("tests need a C# compiler");
    std::fs::write(&runtime, library).expect("test directory is writable");
    runtime
}

pub fn write_config(app: &Path) {
    let config = app.with_extension("runtimeconfig.json");
    std::fs::write(config, RUNTIME_CONFIG).expect("test directory is writable");
}

/// Compiles a module that has the entry of its run lines, and runs these on every host. Level 0 is
/// without passes and with all checks; above, as shipped.
pub fn check(
    directory: &Path,
    name: &str,
    module: &mut Module,
    lines: &[RunLine],
    level: u32,
    hosts: &[Host],
) -> Vec<String> {
    let passes = kaa_ir::passes::Options {
        level,
        ..Default::default()
    };
    kaa_ir::passes::run(module, &passes);
    let options = Options {
        checks: level == 0,
        ..Options::new(name)
    };
    let bytes = kaa_clr::compile(module, &options)
        .unwrap_or_else(|errors| panic!("{name}: {}", errors.join("\n")));
    let app = directory.join(format!("{name}.exe"));
    std::fs::write(&app, bytes).expect("test directory is writable");
    write_config(&app);
    let mut failures = Vec::new();
    for host in hosts {
        let found = filetest::run_process(lines, |first| {
            let output = host.run(&app, &[&first.to_string()]);
            ProcessOutput {
                stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
                stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
                code: output.status.code(),
            }
        });
        failures.extend(
            found
                .iter()
                .map(|failure| format!("{}: {name}: {failure}", host.name)),
        );
    }
    failures
}

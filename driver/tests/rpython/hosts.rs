//! The machines that compiled programs run on.

use std::path::{Path, PathBuf};
use std::process::Command;

use kaa_ir::Module;

use crate::program::Output;

fn run(command: &mut Command) -> Output {
    let output = command
        .output()
        .unwrap_or_else(|e| panic!("{command:?}: {e}"));
    Output {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code(),
    }
}

/// A fresh place for files of a test.
fn directory(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&path).expect("the target directory is writable");
    path
}

/// Linking with the native runtime.
pub struct Native {
    archive: PathBuf,
    folder: PathBuf,
}

impl Native {
    pub fn new() -> Native {
        Native {
            archive: kaa_native::link::build_runtime().expect("the runtime builds"),
            folder: directory("rpython-native"),
        }
    }

    pub fn link(&self, name: &str, module: &Module) -> PathBuf {
        let options = kaa_native::Options {
            main: true,
            ..kaa_native::Options::default()
        };
        let object = kaa_native::compile(module, &options);
        let object = object.unwrap_or_else(|errors| panic!("{name}: {}", errors[0]));
        let app = self.folder.join(name);
        kaa_native::link::link(&object, &self.archive, &app).expect("the program links");
        app
    }

    /// `zeal`: collect at every n-th allocation, 0 for when needed.
    pub fn run(&self, app: &Path, first: usize, zeal: &str) -> Output {
        run(Command::new(app)
            .arg(first.to_string())
            .env("KAA_GC_ZEAL", zeal))
    }
}

/// `KAA_JAVA17` and `KAA_JAVA25` name the `java` commands; without them those in `/usr/lib/jvm` are taken.
pub fn javas() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for version in ["17", "25"] {
        if let Some(path) = std::env::var_os(format!("KAA_JAVA{version}")) {
            found.push(path.into());
            continue;
        }
        let homes = std::fs::read_dir("/usr/lib/jvm").into_iter().flatten();
        let homes = homes.filter_map(|entry| Some(entry.ok()?.path()));
        let fits = |home: &PathBuf| {
            let name = home.file_name().unwrap_or_default().to_string_lossy();
            name.contains(version) && home.join("bin/java").exists()
        };
        found.extend(homes.filter(fits).min().map(|home| home.join("bin/java")));
    }
    if found.is_empty() {
        eprintln!("no JDK is installed: not tested");
    }
    found
}

pub fn jar(name: &str, module: &Module) -> PathBuf {
    let compiled = kaa_jvm::compile(module);
    let compiled = compiled.unwrap_or_else(|errors| panic!("{name}: {}", errors[0]));
    let bytes = kaa_jvm::jar(&compiled, kaa_jvm::runtime::classes()).expect("a jar");
    let jar = directory("rpython-jvm").join(format!("{name}.jar"));
    std::fs::write(&jar, bytes).expect("the jar is written");
    jar
}

pub fn run_jar(java: &Path, jar: &Path, first: usize) -> Output {
    run(Command::new(java)
        .args(["-Xverify:all", "-XX:TieredStopAtLevel=1", "-jar"])
        .arg(jar)
        .arg(first.to_string()))
}

/// A CLR that is installed here.
pub struct Clr {
    pub name: &'static str,
    program: PathBuf,
}

/// mono from `KAA_MONO`, CoreCLR's `dotnet` from `KAA_DOTNET`, or both from the path.
pub fn clrs() -> Vec<Clr> {
    let hosts = [
        ("mono", "KAA_MONO", "mono", "--version"),
        ("coreclr", "KAA_DOTNET", "dotnet", "--info"),
    ];
    let mut found = Vec::new();
    for (name, variable, command, probe) in hosts {
        let program = std::env::var_os(variable).map_or(PathBuf::from(command), PathBuf::from);
        if Command::new(&program).arg(probe).output().is_ok() {
            found.push(Clr { name, program });
        } else {
            eprintln!("{name} is not installed: not tested");
        }
    }
    found
}

impl Clr {
    pub fn run(&self, app: &Path, first: usize) -> Output {
        run(Command::new(&self.program)
            .arg(app)
            .arg(first.to_string())
            .env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1"))
    }
}

pub fn assembly(name: &str, module: &Module) -> PathBuf {
    let folder = directory("rpython-clr");
    let files = kaa_clr::compile_program(module, &kaa_clr::Options::new(name));
    let files = files.unwrap_or_else(|errors| panic!("{name}: {}", errors.join("\n")));
    for (file, bytes) in files {
        std::fs::write(folder.join(file), bytes).expect("the assembly is written");
    }
    folder.join(format!("{name}.exe"))
}

/// CPython 3.14 by `KAA_CPYTHON`, else from the path.
pub fn cpython() -> Option<PathBuf> {
    let python = std::env::var_os("KAA_CPYTHON").map_or("python3.14".into(), PathBuf::from);
    let probe = Command::new(&python).arg("--version").output();
    let is_new = probe.is_ok_and(|o| String::from_utf8_lossy(&o.stdout).contains("3.14"));
    if !is_new {
        eprintln!("CPython 3.14 is not installed: the shim is not tested");
    }
    is_new.then_some(python)
}

pub fn run_shim<'n>(python: &Path, folder: &Path, names: impl Iterator<Item = &'n str>) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    run(Command::new(python)
        .arg(root.join("python/rpython/check.py"))
        .arg(folder)
        .args(names))
}

//! What the tests need on the machine: two JDKs, mono, CoreCLR and the public benchmark scripts.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::root;

/// Paths of the tools; `None` where one is not installed.
pub struct Tools {
    pub java17: Option<PathBuf>,
    pub java25: Option<PathBuf>,
    pub javac: Option<PathBuf>,
    pub mono: Option<PathBuf>,
    pub mcs: Option<PathBuf>,
    pub dotnet: Option<PathBuf>,
    /// CPython 3.14, for the shim.
    pub cpython: Option<PathBuf>,
    /// Folder that holds `bm_*/run_benchmark.py`.
    pub pyperformance: Option<PathBuf>,
}

const DOTNET_WHEEL: &str = "dotnetcore2==3.1.23";
const BENCHMARKS_WHEEL: &str = "pyperformance==1.14.0";

fn folder() -> PathBuf {
    root().join("target/tools")
}

impl Tools {
    /// Looks for the tools and changes nothing.
    pub fn find() -> Result<Tools, String> {
        let java = |version: &str| {
            jdks()
                .into_iter()
                .find(|home| home.contains(version))
                .map(PathBuf::from)
        };
        let java17 = java("17");
        let existing = |path: PathBuf| path.exists().then_some(path);
        Ok(Tools {
            javac: java17
                .clone()
                .map(|home| home.join("bin/javac"))
                .or_else(|| which("javac")),
            java17: java17.map(|home| home.join("bin/java")),
            java25: java("25").map(|home| home.join("bin/java")),
            mono: which("mono"),
            mcs: which("mcs"),
            cpython: which("python3.14"),
            dotnet: existing(folder().join("dotnetcore2/bin/dotnet")),
            pyperformance: existing(folder().join("pyperformance/data-files/benchmarks")),
        })
    }

    /// Installs what is missing: Debian's packages by apt, wheels by pip.
    pub fn install() -> Result<Tools, String> {
        let tools = Self::find()?;
        let mut packages = Vec::new();
        if tools.java17.is_none() {
            packages.push("openjdk-17-jdk-headless");
        }
        if tools.mono.is_none() || tools.mcs.is_none() {
            packages.extend(["mono-runtime", "mono-mcs", "libmono-system-numerics4.0-cil"]);
        }
        if !packages.is_empty() {
            run(Command::new("apt-get").args(["update", "-qq"]))?;
            run(Command::new("apt-get")
                .args(["install", "-y", "-qq"])
                .args(&packages))?;
        }
        if tools.dotnet.is_none() {
            wheel(DOTNET_WHEEL)?;
            run(Command::new("chmod")
                .arg("+x")
                .arg(folder().join("dotnetcore2/bin/dotnet")))?;
        }
        if tools.pyperformance.is_none() {
            wheel(BENCHMARKS_WHEEL)?;
        }
        Self::find()
    }

    /// Environment under which crate tests find the tools.
    pub fn env(&self) -> Vec<(&'static str, PathBuf)> {
        let rows = [
            ("KAA_JAVA17", &self.java17),
            ("KAA_JAVA25", &self.java25),
            ("KAA_JAVAC", &self.javac),
            ("KAA_MONO", &self.mono),
            ("KAA_MCS", &self.mcs),
            ("KAA_DOTNET", &self.dotnet),
            ("KAA_CPYTHON", &self.cpython),
        ];
        let mut env: Vec<_> = rows
            .into_iter()
            .filter_map(|(name, path)| Some((name, path.clone()?)))
            .collect();
        env.push(("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1".into()));
        env
    }

    pub fn print(&self) {
        for (name, path) in self.env() {
            println!("{name} = {}", path.display());
        }
    }
}

fn jdks() -> Vec<String> {
    let Ok(entries) = std::fs::read_dir("/usr/lib/jvm") else {
        return Vec::new();
    };
    let mut homes: Vec<String> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|home| home.join("bin/java").exists())
        .map(|home| home.display().to_string())
        .collect();
    homes.sort();
    homes
}

fn which(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join(program))
        .find(|file| file.exists())
}

fn run(command: &mut Command) -> Result<(), String> {
    let status = command
        .status()
        .map_err(|e| format!("cannot start {command:?}: {e}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{command:?} failed with {status}"))
    }
}

/// Downloads a wheel and unpacks it into the tools folder.
fn wheel(requirement: &str) -> Result<(), String> {
    let folder = folder();
    let downloads = folder.join("wheels");
    std::fs::create_dir_all(&downloads).map_err(|e| e.to_string())?;
    run(Command::new("python3")
        .args([
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--only-binary=:all:",
        ])
        .args(["-d".as_ref(), downloads.as_os_str(), requirement.as_ref()]))?;
    let name = requirement.split("==").next().unwrap_or(requirement);
    let file = newest(&downloads, name)?;
    run(Command::new("python3")
        .args(["-m", "zipfile", "-e"])
        .arg(file)
        .arg(&folder))?;
    flatten_data(&folder, name)
}

fn newest(downloads: &Path, prefix: &str) -> Result<PathBuf, String> {
    let entries = std::fs::read_dir(downloads).map_err(|e| e.to_string())?;
    entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|n| n.to_string_lossy().starts_with(prefix))
        })
        .max()
        .ok_or_else(|| format!("no wheel of {prefix} was downloaded"))
}

/// A wheel may keep its data under `NAME-VERSION.data/{purelib,data}`; what lies in purelib belongs to the top.
fn flatten_data(folder: &Path, name: &str) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|e| e.to_string())?;
    for entry in entries.flatten() {
        let text = entry.file_name().to_string_lossy().into_owned();
        let purelib = entry.path().join("purelib");
        if text.starts_with(name) && text.ends_with(".data") && purelib.exists() {
            run(Command::new("cp")
                .arg("-r")
                .arg(purelib.join("."))
                .arg(folder))?;
        }
    }
    Ok(())
}

//! The homes of Kaa, and how a script is run on each.

use std::path::PathBuf;
use std::process::Command;

use crate::shell::root;
use crate::tools::Tools;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Target {
    Native,
    /// Native with a collection every few allocations and the heap verifier on.
    Zeal,
    Jvm17,
    Jvm25,
    Mono,
    CoreClr,
    /// The interpreter itself under CPython 3.14, by `python/rpython`.
    Shim,
}

impl Target {
    pub const ALL: [(Target, &'static str); 7] = [
        (Target::Native, "native"),
        (Target::Zeal, "zeal"),
        (Target::Jvm17, "jvm17"),
        (Target::Jvm25, "jvm25"),
        (Target::Mono, "mono"),
        (Target::CoreClr, "coreclr"),
        (Target::Shim, "shim"),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The targets named, or all that programs are compiled for.
    pub fn parse(names: &[String]) -> Result<Vec<Target>, String> {
        if names.is_empty() {
            let compiled = Self::ALL.iter().map(|row| row.0);
            return Ok(compiled.filter(|t| *t != Target::Shim).collect());
        }
        names
            .iter()
            .map(|name| {
                let row = Self::ALL.iter().find(|row| row.1 == name);
                row.map(|row| row.0)
                    .ok_or_else(|| format!("no target is called `{name}`"))
            })
            .collect()
    }

    /// A command that stands for `python`; its arguments are python's.
    pub fn command(self, tools: &Tools) -> Result<Command, String> {
        let release = root().join("target/release");
        let tool = |path: &Option<PathBuf>, what: &str| {
            path.clone()
                .ok_or_else(|| format!("{what} is missing: run `cargo xtask setup`"))
        };
        let mut command = match self {
            Target::Native | Target::Zeal => Command::new(release.join("kaa")),
            Target::Jvm17 | Target::Jvm25 => {
                let java = if self == Target::Jvm17 {
                    &tools.java17
                } else {
                    &tools.java25
                };
                let mut command = Command::new(tool(java, "a JDK (17 and 25)")?);
                command.arg("-jar").arg(release.join("kaa.jar"));
                command
            }
            Target::Mono | Target::CoreClr => {
                let host = if self == Target::Mono {
                    &tools.mono
                } else {
                    &tools.dotnet
                };
                let mut command = Command::new(tool(host, "mono or CoreCLR")?);
                command.arg(release.join("kaa.exe"));
                command
            }
            Target::Shim => {
                let mut command = Command::new(tool(&tools.cpython, "python3.14")?);
                command.arg(root().join("python/rpython/run.py"));
                command
            }
        };
        command.env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
        if self == Target::Zeal {
            command.env("KAA_GC_ZEAL", "1000");
        }
        Ok(command)
    }
}

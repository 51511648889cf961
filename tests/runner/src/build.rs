//! Builds what the programs run on.

use crate::shell::{root, step};
use crate::tools::Tools;

/// kaa and kaac by cargo; kaa.jar and kaa.exe by kaac.
pub fn all(tools: &Tools) -> Result<(), String> {
    step("cargo", &["build", "--release", "--bins"], tools)?;
    step(
        "cargo",
        &["build", "--release", "--package", "kaa-compiler"],
        tools,
    )?;
    let release = root().join("target/release");
    let kaac = release.join("kaac").display().to_string();
    for (target, file) in [("jvm", "kaa.jar"), ("clr", "kaa.exe")] {
        let out = release.join(file).display().to_string();
        step(
            &kaac,
            &["--interpreter", "--target", target, "-o", &out],
            tools,
        )?;
    }
    Ok(())
}

/// The RPython checker over python/; what it knows from the last time is in target/rpython-verdicts.
pub fn check(tools: &Tools) -> Result<(), String> {
    let build = [
        "build",
        "--release",
        "--quiet",
        "--package",
        "kaa-rpython",
        "--example",
        "rpy",
    ];
    step("cargo", &build, tools)?;
    let release = root().join("target/release/examples/rpy");
    let folder = root().display().to_string();
    let known = root().join("target/rpython-verdicts").display().to_string();
    step(
        &release.display().to_string(),
        &[&folder, "python.main", "--check", &known],
        tools,
    )
}

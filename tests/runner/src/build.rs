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

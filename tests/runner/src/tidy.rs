//! Rules of the house that a machine can check.

use std::path::{Path, PathBuf};

use crate::shell::root;

/// Lines of a hand-written source file.
const LIMIT: usize = 1500;
const WARNING: usize = 800;

pub fn check() -> Result<(), String> {
    let mut problems = dependency_rule()?;
    let mut files = Vec::new();
    for folder in [
        "ir",
        "externs",
        "frontend",
        "backends",
        "runtime-native",
        "runtime-jvm",
        "runtime-clr",
        "python",
        "src",
        "tests/runner",
    ] {
        sources(&root().join(folder), &mut files);
    }
    for file in &files {
        problems.extend(size(file)?);
    }
    println!("tidy: {} files, {} problems", files.len(), problems.len());
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n"))
    }
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() && !path.ends_with("target") {
            sources(&path, into);
        } else if path
            .extension()
            .is_some_and(|e| ["rs", "py", "java", "cs"].iter().any(|s| e == *s))
        {
            into.push(path);
        }
    }
}

/// Generated files and tables say so in their first line and are exempt.
fn size(file: &Path) -> Result<Option<String>, String> {
    let text = std::fs::read_to_string(file).map_err(|e| format!("{}: {e}", file.display()))?;
    let lines = text.lines().count();
    let first = text.lines().next().unwrap_or_default().to_lowercase();
    if first.contains("generated") || first.contains("table") || lines <= WARNING {
        return Ok(None);
    }
    if lines > LIMIT {
        return Ok(Some(format!(
            "{}: {lines} lines, the limit is {LIMIT}",
            file.display()
        )));
    }
    println!("tidy: {} has {lines} lines", file.display());
    Ok(None)
}

/// ARCHITECTURE.md's table "crate | may use" against the manifests.
fn dependency_rule() -> Result<Vec<String>, String> {
    let page =
        std::fs::read_to_string(root().join("ARCHITECTURE.md")).map_err(|e| e.to_string())?;
    let section = page
        .split("## Dependency rule")
        .nth(1)
        .ok_or("ARCHITECTURE.md has no dependency rule")?;
    let mut problems = Vec::new();
    for (name, manifest) in manifests()? {
        let row = section
            .lines()
            .find(|line| line.starts_with(&format!("| {name} |")));
        let Some(row) = row else {
            problems.push(format!(
                "{name} has no row in ARCHITECTURE.md's dependency rule"
            ));
            continue;
        };
        let allowed: Vec<&str> = row
            .split('|')
            .nth(2)
            .unwrap_or_default()
            .split_whitespace()
            .collect();
        for section in ["dependencies", "build-dependencies"] {
            let used = manifest.get(section).and_then(|table| table.as_table());
            for used in used.into_iter().flat_map(|table| table.keys()) {
                if used.starts_with("kaa-") && !allowed.contains(&used.as_str()) {
                    problems.push(format!(
                        "{name} depends on {used}, which ARCHITECTURE.md does not allow"
                    ));
                }
            }
        }
    }
    Ok(problems)
}

fn manifests() -> Result<Vec<(String, toml::Table)>, String> {
    let read = |path: PathBuf| -> Result<toml::Table, String> {
        let text =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        text.parse().map_err(|e| format!("{}: {e}", path.display()))
    };
    let top = read(root().join("Cargo.toml"))?;
    let members = top["workspace"]["members"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    let mut found = vec![("kaa".to_owned(), top)];
    for member in members.iter().filter_map(|m| m.as_str()) {
        let manifest = read(root().join(member).join("Cargo.toml"))?;
        let name = manifest["package"]["name"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        found.push((name, manifest));
    }
    Ok(found)
}

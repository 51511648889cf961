//! Command lines: `tests/cli/NAME.toml` has cases, `NAME.blessed.toml` what CPython answers to them.
//!
//! A case is `name`, `run` (a line for bash, in which `kaa` is the target's command), optionally `targets` (only these), and
//! `code`, `stdout`, `stderr` where Kaa's answer is its own; what is left out is CPython's. The working directory is
//! `tests/cli/files`, `$SCRATCH` a folder of the case's own. `cargo xtask bless` writes the blessed files.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::programs::{Tally, compare, each_job, portable};
use crate::shell::{Output, capture, root};
use crate::target::Target;
use crate::tools::Tools;

const LIMIT: Duration = Duration::from_secs(120);

struct Case {
    group: String,
    name: String,
    run: String,
    targets: Option<Vec<Target>>,
    own: toml::Table,
}

/// What is expected of a case, or what it did.
struct Answer {
    code: i64,
    stdout: String,
    stderr: String,
}

pub fn run(tools: &Tools, targets: &[String], only: Option<&str>) -> Result<Tally, String> {
    let targets = Target::parse(targets)?;
    let cases = all()?;
    let blessed = blessed(&cases)?;
    let mut jobs = Vec::new();
    for &target in &targets {
        for case in &cases {
            let is_meant = case.targets.as_ref().is_none_or(|t| t.contains(&target));
            let is_wanted = only.is_none_or(|text| case.full_name().contains(text));
            if is_meant && is_wanted {
                jobs.push((target, case));
            }
        }
    }
    let tally = each_job(&jobs, |(target, case)| {
        (
            format!("{} cli {}", target.name(), case.full_name()),
            check(tools, *target, case, blessed.get(&case.full_name())),
        )
    });
    println!(
        "command lines on {targets:?}: {} passed, {} failed",
        tally.passed,
        tally.failed.len()
    );
    Ok(tally)
}

impl Case {
    fn full_name(&self) -> String {
        format!("{}: {}", self.group, self.name)
    }
}

fn check(
    tools: &Tools,
    target: Target,
    case: &Case,
    blessed: Option<&toml::Table>,
) -> Result<(), String> {
    let got = answer(&target.command(tools)?, case)?;
    let want = |key: &str| {
        let own = case.own.get(key);
        own.or_else(|| blessed.and_then(|table| table.get(key)))
            .ok_or_else(|| format!("nothing is known of its {key} (bless it)"))
    };
    compare(
        "standard error",
        want("stderr")?.as_str().unwrap_or_default().as_bytes(),
        got.stderr.as_bytes(),
    )?;
    compare(
        "output",
        want("stdout")?.as_str().unwrap_or_default().as_bytes(),
        got.stdout.as_bytes(),
    )?;
    let code = want("code")?.as_integer();
    if code != Some(got.code) {
        return Err(format!("exit {} instead of {code:?}", got.code));
    }
    Ok(())
}

/// Runs the case's line with `kaa` standing for the command.
fn answer(kaa: &Command, case: &Case) -> Result<Answer, String> {
    let mut words = vec![quoted(&kaa.get_program().to_string_lossy())];
    words.extend(kaa.get_args().map(|word| quoted(&word.to_string_lossy())));
    let script = format!("kaa() {{ {} \"$@\"; }}\n{}\n", words.join(" "), case.run);
    let scratch = std::env::temp_dir().join(format!(
        "kaa-cli-{}-{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    std::fs::create_dir_all(&scratch).map_err(|e| e.to_string())?;
    let mut bash = Command::new("bash");
    bash.arg("-c")
        .arg(script)
        .current_dir(root().join("tests/cli/files"))
        .env("PYTHONHASHSEED", "0")
        .env("SCRATCH", &scratch);
    for (name, value) in kaa.get_envs() {
        if let Some(value) = value {
            bash.env(name, value);
        }
    }
    let output = capture(&mut bash, LIMIT);
    // What the case left there is of no more use.
    let _ = std::fs::remove_dir_all(&scratch);
    let output: Output = output?;
    if output.timed_out {
        return Err(format!("still running after {} s", LIMIT.as_secs()));
    }
    let text = |bytes: &[u8]| {
        let text = String::from_utf8_lossy(bytes);
        let text = text.replace(&scratch.display().to_string(), "{scratch}");
        named_kaa(&portable(&text))
    };
    Ok(Answer {
        code: i64::from(output.code.unwrap_or(-1)),
        stdout: text(&output.stdout),
        stderr: text(&output.stderr),
    })
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// The program is called `kaa` whatever it is: at the start of messages, in usage lines.
fn named_kaa(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let line = line.replace("usage: python3.14 ", "usage: kaa ");
        let line = line.replace("`python -h'", "`kaa -h'");
        let first = line.split(' ').next().unwrap_or_default();
        let name = first.rsplit('/').next().unwrap_or_default();
        if ["python3.14:", "kaa:", "kaa.jar:", "kaa.exe:"].contains(&name) {
            out += "kaa:";
            out += &line[first.len()..];
        } else {
            out += &line;
        }
    }
    out
}

fn folder() -> PathBuf {
    root().join("tests/cli")
}

fn all() -> Result<Vec<Case>, String> {
    let mut cases = Vec::new();
    for path in toml_files()? {
        if path.to_string_lossy().ends_with(".blessed.toml") {
            continue;
        }
        let group = path
            .file_stem()
            .map_or_else(String::new, |s| s.to_string_lossy().into_owned());
        for mut own in read_cases(&path)? {
            let mut text = |key: &str| match own.remove(key) {
                Some(toml::Value::String(text)) => Ok(text),
                _ => Err(format!("{}: a case without `{key}`", path.display())),
            };
            let (name, run) = (text("name")?, text("run")?);
            let targets = match own.remove("targets") {
                None => None,
                Some(toml::Value::Array(names)) => {
                    let names: Vec<String> = names
                        .iter()
                        .filter_map(|name| name.as_str().map(str::to_owned))
                        .collect();
                    Some(Target::parse(&names)?)
                }
                Some(_) => return Err(format!("{}: `targets` is no list", path.display())),
            };
            cases.push(Case {
                group: group.clone(),
                name,
                run,
                targets,
                own,
            });
        }
    }
    Ok(cases)
}

fn toml_files() -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder()).map_err(|e| e.to_string())?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    Ok(paths)
}

fn read_cases(path: &Path) -> Result<Vec<toml::Table>, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let table: toml::Table = text
        .parse()
        .map_err(|e| format!("{}: {e}", path.display()))?;
    let cases = table.get("case").and_then(|cases| cases.as_array());
    Ok(cases
        .into_iter()
        .flatten()
        .filter_map(|case| case.as_table().cloned())
        .collect())
}

type Blessed = std::collections::BTreeMap<String, toml::Table>;

fn blessed(cases: &[Case]) -> Result<Blessed, String> {
    let mut groups: Vec<&String> = cases.iter().map(|case| &case.group).collect();
    groups.dedup();
    let mut all = Blessed::new();
    for group in groups {
        let path = folder().join(format!("{group}.blessed.toml"));
        if !path.exists() {
            continue;
        }
        for case in read_cases(&path)? {
            let name = case.get("name").and_then(|name| name.as_str());
            all.insert(format!("{group}: {}", name.unwrap_or_default()), case);
        }
    }
    Ok(all)
}

/// Writes CPython's answers; only to cases that have none, unless all are wanted.
pub fn bless(python: &str, again: bool) -> Result<usize, String> {
    let cases = all()?;
    let known = blessed(&cases)?;
    let mut texts = std::collections::BTreeMap::<String, String>::new();
    let mut n = 0;
    for case in &cases {
        let row = match known.get(&case.full_name()).filter(|_| !again) {
            Some(row) => row.clone(),
            None => {
                n += 1;
                let answer = answer(&Command::new(python), case)?;
                let mut row = toml::Table::new();
                row.insert("name".into(), case.name.clone().into());
                row.insert("code".into(), answer.code.into());
                row.insert("stdout".into(), answer.stdout.into());
                row.insert("stderr".into(), answer.stderr.into());
                row
            }
        };
        let text = texts.entry(case.group.clone()).or_default();
        *text += "[[case]]\n";
        *text += &row.to_string();
        *text += "\n";
    }
    for (group, text) in texts {
        let path = folder().join(format!("{group}.blessed.toml"));
        std::fs::write(&path, text).map_err(|e| format!("{}: {e}", path.display()))?;
    }
    Ok(n)
}

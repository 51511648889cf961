//! One-fact Python programs: `NAME.py` with its blessed output in `NAME.out`.
//!
//! `NAME.err` holds the expected standard error of a program that fails, `NAME.code` its exit code (0 when there is no
//! such file). The folder of the program is its working directory.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::shell::{Output, capture, root};
use crate::target::Target;
use crate::tools::Tools;

const LIMIT: Duration = Duration::from_secs(120);

/// Counts of a run; failures are printed as they come.
#[derive(Default)]
pub struct Tally {
    pub passed: usize,
    pub failed: Vec<String>,
}

impl Tally {
    pub fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed.extend(other.failed);
    }

    pub fn finish(self) -> Result<(), String> {
        for failure in &self.failed {
            println!("FAILED {failure}");
        }
        println!("{} passed, {} failed", self.passed, self.failed.len());
        if self.failed.is_empty() {
            Ok(())
        } else {
            Err("some programs differ".into())
        }
    }
}

/// All programs, sorted by path.
fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        // Folders that begin with an underscore hold what programs import.
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        if path.is_dir() && !name.starts_with('_') {
            collect(&path, into)?;
        } else if path.extension().is_some_and(|e| e == "py") {
            into.push(path);
        }
    }
    Ok(())
}

fn all() -> Result<Vec<PathBuf>, String> {
    let mut programs = Vec::new();
    collect(&root().join("tests/programs"), &mut programs)?;
    Ok(programs)
}

pub fn run(tools: &Tools, targets: &[String], only: Option<&str>) -> Result<Tally, String> {
    let targets = Target::parse(targets)?;
    let programs: Vec<PathBuf> = all()?
        .into_iter()
        .filter(|p| only.is_none_or(|text| p.display().to_string().contains(text)))
        .collect();
    let jobs: Vec<(Target, &PathBuf)> = targets
        .iter()
        .flat_map(|&t| programs.iter().map(move |p| (t, p)))
        .collect();
    let tally = each_job(&jobs, |(target, program)| {
        let name = program.strip_prefix(root()).unwrap_or(program).display();
        (
            format!("{} {name}", target.name()),
            check(tools, *target, program),
        )
    });
    println!(
        "programs on {targets:?}: {} passed, {} failed",
        tally.passed,
        tally.failed.len()
    );
    Ok(tally)
}

/// Does all jobs on as many threads as there are processors; failures are printed as they come.
pub fn each_job<J: Sync>(
    jobs: &[J],
    run: impl Fn(&J) -> (String, Result<(), String>) + Sync,
) -> Tally {
    let bar = ProgressBar::new(jobs.len() as u64).with_style(
        ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}").expect("template is valid"),
    );
    let next = AtomicUsize::new(0);
    let tally = Mutex::new(Tally::default());
    let workers = std::thread::available_parallelism().map_or(2, |n| n.get());
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let (name, outcome) = run(job);
                    let mut tally = tally.lock().expect("no worker panics with the lock");
                    match outcome {
                        Ok(()) => tally.passed += 1,
                        Err(why) => {
                            bar.suspend(|| println!("{name}: {why}"));
                            tally.failed.push(name.clone());
                        }
                    }
                    bar.set_message(name);
                    bar.inc(1);
                }
            });
        }
    });
    bar.finish_and_clear();
    tally.into_inner().expect("no worker panics with the lock")
}

/// As `portable`, for output that need not be text.
fn portable_bytes(bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(text) => portable(text).into_bytes(),
        Err(_) => bytes.to_vec(),
    }
}

/// The same text in every checkout.
pub fn portable(text: &str) -> String {
    text.replace(&root().display().to_string(), "{root}")
}

fn check(tools: &Tools, target: Target, program: &Path) -> Result<(), String> {
    let output = execute(target.command(tools)?, program)?;
    if output.timed_out {
        return Err(format!("still running after {} s", LIMIT.as_secs()));
    }
    let code = expected_code(program)?;
    let stdout = portable_bytes(&output.stdout);
    compare("output", &expected(program, "out")?, &stdout)?;
    if program.with_extension("err").exists() {
        let stderr = portable(&String::from_utf8_lossy(&output.stderr));
        compare(
            "standard error",
            &expected(program, "err")?,
            stderr.as_bytes(),
        )?;
    }
    if output.code != Some(code) {
        let stderr = String::from_utf8_lossy(&output.stderr);
        let tail: Vec<&str> = stderr.lines().rev().take(3).collect();
        return Err(format!(
            "exit {:?} instead of {code}: {}",
            output.code,
            tail.join(" | ")
        ));
    }
    Ok(())
}

fn execute(mut command: Command, program: &Path) -> Result<Output, String> {
    let name = program.file_name().ok_or("a program has a name")?;
    let folder = program.parent().ok_or("a program lies in a folder")?;
    command
        .arg(name)
        .current_dir(folder)
        .env("PYTHONHASHSEED", "0");
    capture(&mut command, LIMIT)
}

fn expected(program: &Path, extension: &str) -> Result<Vec<u8>, String> {
    let path = program.with_extension(extension);
    std::fs::read(&path).map_err(|e| format!("{}: {e} (bless it)", path.display()))
}

fn expected_code(program: &Path) -> Result<i32, String> {
    let path = program.with_extension("code");
    if !path.exists() {
        return Ok(0);
    }
    let text = std::fs::read_to_string(&path).map_err(|e| e.to_string())?;
    text.trim()
        .parse()
        .map_err(|e| format!("{}: {e}", path.display()))
}

pub fn compare(what: &str, want: &[u8], got: &[u8]) -> Result<(), String> {
    if want == got {
        return Ok(());
    }
    let (want, got) = (String::from_utf8_lossy(want), String::from_utf8_lossy(got));
    let (mut wanted, mut gotten) = (want.lines(), got.lines());
    for line in 1.. {
        match (wanted.next(), gotten.next()) {
            (None, None) => break,
            (w, g) if w != g => {
                let show = |l: Option<&str>| l.map_or("end".into(), |l| format!("{l:?}"));
                return Err(format!(
                    "{what} line {line}: {} instead of {}",
                    show(g),
                    show(w)
                ));
            }
            _ => {}
        }
    }
    Err(format!("{what} differs in line ends"))
}

/// Writes `.out` (and `.err`, `.code` for programs that fail) from CPython.
pub fn bless(python: &str, again: bool) -> Result<(), String> {
    let version = capture(Command::new(python).arg("-V"), LIMIT)?;
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    if !version.starts_with("Python 3.14") {
        return Err(format!("`{python}` is {version:?}, not Python 3.14"));
    }
    let mut blessed = 0;
    for program in all()? {
        if !again && program.with_extension("out").exists() {
            continue;
        }
        let output = execute(Command::new(python), &program)?;
        let write = |extension: &str, bytes: &[u8]| {
            std::fs::write(program.with_extension(extension), bytes).map_err(|e| e.to_string())
        };
        write("out", &portable_bytes(&output.stdout))?;
        let code = output
            .code
            .ok_or_else(|| format!("{} did not end", program.display()))?;
        if code != 0 {
            write("code", format!("{code}\n").as_bytes())?;
            let stderr = portable(&String::from_utf8_lossy(&output.stderr));
            write("err", stderr.as_bytes())?;
        }
        blessed += 1;
    }
    let lines = crate::cli::bless(python, again)?;
    println!("{blessed} programs and {lines} command lines blessed with {version}");
    Ok(())
}

//! The programs of `tests/rpython/ok`: what each says about itself, and the root modules that run them.
//!
//! A program is a module with `def main() -> None`, or a whole program of its own with `@lang("main")`. Comment lines at
//! its head may say `# trap: CODE` (it ends in that trap), `# checked: CODE` (in a checked build it does),
//! `# not on jvm: REASON`, `# not in CPython: REASON`. Its last comment block, from `# prints:` on, is what it prints.

use std::path::{Path, PathBuf};

use kaa_rpython::source::{FolderSource, SourceProvider};

/// Name of the root module that the harness writes.
pub const ROOT: &str = "test.root";

const PRINTS: &str = "# prints:";

pub struct Program {
    pub name: String,
    pub path: PathBuf,
    pub text: String,
    /// It has its own entry and lang items that others may not share.
    pub alone: bool,
    pub trap: Option<String>,
    pub checked_trap: Option<String>,
    pub on_jvm: bool,
    pub in_cpython: bool,
    pub prints: Option<String>,
}

/// How a program ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum End {
    Done,
    Trap(String),
    /// Anything that no program may do, in words.
    Broken(String),
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/rpython/ok")
}

/// All programs by name; `KAA_RPYTHON` limits them to those whose name contains it.
pub fn all() -> Vec<Program> {
    let wanted = std::env::var("KAA_RPYTHON").unwrap_or_default();
    let entries = std::fs::read_dir(folder()).expect("the folder is readable");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder is readable").path())
        .filter(|path| path.extension().is_some_and(|e| e == "py"))
        .collect();
    paths.sort();
    let programs = paths.into_iter().map(Program::read);
    programs.filter(|p| p.name.contains(&wanted)).collect()
}

impl Program {
    fn read(path: PathBuf) -> Program {
        let text = std::fs::read_to_string(&path).expect("the program is readable");
        let stem = path.file_stem().expect("a name").to_string_lossy();
        let remark = |word: &str| {
            let mut head = text.lines().take_while(|line| line.starts_with('#'));
            head.find_map(|line| line.strip_prefix(word).map(|rest| rest.trim().to_owned()))
        };
        let prints = text.split_once(&format!("\n{PRINTS}\n")).map(|(_, block)| {
            let lines = block.lines().map(|line| {
                let line = line.strip_prefix('#').unwrap_or(line);
                format!("{}\n", line.strip_prefix(' ').unwrap_or(line))
            });
            lines.collect()
        });
        Program {
            name: stem.into_owned(),
            alone: text.contains("@lang(\"main\")"),
            trap: remark("# trap:"),
            checked_trap: remark("# checked:"),
            on_jvm: remark("# not on jvm:").is_none(),
            in_cpython: remark("# not in CPython:").is_none(),
            prints,
            text,
            path,
        }
    }

    /// What the program must print and how it must end.
    pub fn expectation(&self, checked: bool) -> (String, End) {
        let trap = match (&self.trap, &self.checked_trap) {
            (Some(trap), _) => End::Trap(trap.clone()),
            (None, Some(trap)) if checked => End::Trap(trap.clone()),
            _ => End::Done,
        };
        (self.prints.clone().unwrap_or_default(), trap)
    }

    /// What is wrong with a run of it, in one line.
    pub fn judge(&self, checked: bool, printed: &str, end: &End) -> Option<String> {
        let (wanted, wanted_end) = self.expectation(checked);
        // A checked build may stop before the end of what an unchecked one prints.
        let stops_early = checked && self.checked_trap.is_some();
        let printed = &trimmed(printed);
        let same = *printed == wanted || (stops_early && wanted.starts_with(printed.as_str()));
        if same && *end == wanted_end {
            return None;
        }
        Some(format!(
            "{}: printed {printed:?} and ended with {end:?}; wanted {wanted:?} and {wanted_end:?}",
            self.name
        ))
    }

    /// Writes what the program printed into its file.
    pub fn bless(&self, printed: &str) {
        let body = match self.text.split_once(&format!("\n{PRINTS}\n")) {
            Some((body, _)) => body.trim_end().to_owned(),
            None => self.text.trim_end().to_owned(),
        };
        let lines: String = printed
            .lines()
            .map(|line| format!("# {line}").trim_end().to_owned() + "\n")
            .collect();
        let text = format!("{body}\n\n{PRINTS}\n{lines}");
        std::fs::write(&self.path, text).expect("the program is writable");
    }
}

/// Without blanks at the ends of lines, which no editor keeps.
fn trimmed(text: &str) -> String {
    text.lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// The folder of programs with a root module that runs some of them: from the one whose number is the first argument
/// on, each announced by a line `== NUMBER`.
pub struct Source {
    root: String,
    folder: PathBuf,
}

impl Source {
    pub fn new(programs: &[&Program]) -> Source {
        let mut root = String::from(
            "from python.rpython import i32, lang\n\
             from python.externs import test_first\n\
             from lib.core import Error, say\n",
        );
        let mut cases = String::new();
        for (number, program) in programs.iter().enumerate() {
            root += &format!("from {} import main as main_{number}\n", program.name);
            cases += &format!("        case {number}:\n            main_{number}()\n");
        }
        root += &format!(
            "def run(number: int) -> None:\n    match number:\n{cases}\n\
             @lang(\"main\")\n\
             def start() -> i32:\n    for number in range(int(test_first()), {}):\n        say(f\"== {{number}}\")\n        \
             try:\n            run(number)\n        except Error as e:\n            say(\"raised: \" + e.text)\n    return 0\n",
            programs.len()
        );
        Source {
            root,
            folder: folder(),
        }
    }
}

impl SourceProvider for Source {
    fn read(&self, module: &str) -> Option<(String, String)> {
        if module == ROOT {
            return Some(("root".into(), self.root.clone()));
        }
        FolderSource { root: &self.folder }.read(module)
    }
}

/// Compiles programs that compile.
pub fn compile(programs: &[&Program], checked: bool) -> kaa_ir::Module {
    try_compile(programs, checked).unwrap_or_else(|errors| panic!("{}: {errors}", programs[0].name))
}

/// Compiles some programs to one module; the rendered errors otherwise.
pub fn try_compile(programs: &[&Program], checked: bool) -> Result<kaa_ir::Module, String> {
    let options = kaa_rpython::Options {
        externs: kaa_externs::TABLE,
        opcodes: include_str!("../../../frontend/python/opcodes.toml"),
        checked,
    };
    let source = Source::new(programs);
    let compiled = match programs {
        [one] if one.alone => kaa_rpython::compile(&source, &one.name, &options),
        _ => kaa_rpython::compile(&source, ROOT, &options),
    };
    let errors: Vec<String> = compiled
        .diagnostics
        .iter()
        .map(|d| kaa_rpython::diagnostics::render(d, &compiled.sources, false))
        .collect();
    match compiled.module {
        Some(module) if errors.is_empty() => Ok(module),
        _ => Err(errors.join("\n")),
    }
}

/// Programs that share one module, and those that need one for themselves.
pub fn batches(programs: &[Program]) -> Vec<Vec<&Program>> {
    let (alone, together): (Vec<_>, Vec<_>) = programs.iter().partition(|p| p.alone);
    let mut batches: Vec<Vec<&Program>> = alone.into_iter().map(|p| vec![p]).collect();
    if !together.is_empty() {
        batches.insert(0, together);
    }
    batches
}

/// What a started process left behind.
pub struct Output {
    pub stdout: String,
    pub stderr: String,
    /// `None`: ended by a signal.
    pub code: Option<i32>,
}

impl Output {
    fn end(&self) -> End {
        let trap = self.stderr.lines().find_map(|l| l.strip_prefix("trap: "));
        let code = trap.and_then(|t| t.split_whitespace().next());
        match (code, self.code) {
            (Some(code), Some(70)) => End::Trap(code.to_owned()),
            (_, Some(0)) => End::Done,
            _ => {
                let stderr: String = self.stderr.chars().take(800).collect();
                End::Broken(format!("exit code {:?}, stderr {stderr:?}", self.code))
            }
        }
    }
}

/// Runs all programs of a batch; `start` starts the compiled batch with the number of the first program to run, and is
/// called again after each that ended the process.
pub fn run_batch(programs: &[&Program], mut start: impl FnMut(usize) -> Output) -> Vec<String> {
    let mut wrong = Vec::new();
    if let [one] = programs
        && one.alone
    {
        let output = start(0);
        wrong.extend(one.judge(false, &output.stdout, &output.end()));
        return wrong;
    }
    let mut next = 0;
    while next < programs.len() {
        let output = start(next);
        let mut parts = Vec::new();
        for line in output.stdout.lines() {
            match line.strip_prefix("== ") {
                Some(_) => parts.push(String::new()),
                None => match parts.last_mut() {
                    Some(part) => *part += &format!("{line}\n"),
                    None => wrong.push(format!("{line}: printed before the first program")),
                },
            }
        }
        if parts.is_empty() {
            wrong.push(format!("{}: {:?}", programs[next].name, output.end()));
            break;
        }
        let last = parts.len() - 1;
        for (i, part) in parts.iter().enumerate() {
            let end = if i == last { output.end() } else { End::Done };
            wrong.extend(programs[next + i].judge(false, part, &end));
        }
        next += parts.len();
    }
    wrong
}

/// Fails with everything that is wrong.
pub fn expect_none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} failures:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

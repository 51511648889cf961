//! `cargo xtask`: the one command behind tests, set-up and benchmarks. It only starts processes; it links none of Kaa.
//!
//! Files: `tools` (what the machine needs), `build` (kaa, kaa.jar, kaa.exe), `target` (how a script is run on each target),
//! `programs` (one-fact programs against blessed output), `cli` (command lines), `benchmarks`, `tidy` (rules of the house).

mod bench;
mod build;
mod cli;
mod programs;
mod shell;
mod target;
mod tidy;
mod tools;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Tests, set-up and benchmarks of Kaa")]
struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Installs what the tests need, then runs all of them.
    Test {
        /// Only the quick part: tidy, lints, crate tests and programs on native.
        #[arg(long)]
        fast: bool,
        /// Only programs whose path contains this.
        #[arg(long)]
        only: Option<String>,
    },
    /// Installs what the tests need (JDK, mono, CoreCLR, pyperformance).
    Setup,
    /// Builds kaa, kaac, kaa.jar and kaa.exe into target/release.
    Build,
    /// Runs the programs of tests/programs.
    Programs {
        /// native, zeal, jvm17, jvm25, mono, coreclr; all of them when left out. Also shim: under CPython.
        #[arg(long)]
        target: Vec<String>,
        #[arg(long)]
        only: Option<String>,
    },
    /// Runs the command lines of tests/cli.
    Cli {
        /// As for programs.
        #[arg(long)]
        target: Vec<String>,
        #[arg(long)]
        only: Option<String>,
    },
    /// Writes the expected output of programs and command lines that have none, or of all, with CPython 3.14.
    Bless {
        #[arg(long, default_value = "python3.14")]
        with: String,
        #[arg(long)]
        all: bool,
    },
    /// Prints CPU time of the benchmark programs as ratios to CPython.
    Bench {
        #[arg(long, default_value = "python3.14")]
        with: String,
        #[arg(long)]
        target: Vec<String>,
        #[arg(long)]
        only: Option<String>,
        /// Only run each script once, to see that it does.
        #[arg(long)]
        check: bool,
    },
    /// Checks names and types of python/, of what has changed, without building anything of it.
    Check,
    /// Checks the rules of the house.
    Tidy,
    /// Clippy over everything, warnings as errors.
    Lint,
}

fn main() -> std::process::ExitCode {
    let outcome = match Args::parse().verb {
        Verb::Test { fast, only } => test(fast, only.as_deref()),
        Verb::Setup => tools::Tools::install().map(|tools| tools.print()),
        Verb::Build => tools::Tools::find().and_then(|tools| build::all(&tools)),
        Verb::Programs { target, only } => tools::Tools::find()
            .and_then(|tools| programs::run(&tools, &target, only.as_deref()))
            .and_then(|tally| tally.finish()),
        Verb::Cli { target, only } => tools::Tools::find()
            .and_then(|tools| cli::run(&tools, &target, only.as_deref()))
            .and_then(|tally| tally.finish()),
        Verb::Bless { with, all } => programs::bless(&with, all),
        Verb::Bench {
            target,
            only,
            check: true,
            ..
        } => tools::Tools::find()
            .and_then(|tools| bench::check(&tools, &target, only.as_deref()))
            .and_then(|tally| tally.finish()),
        Verb::Bench {
            with, target, only, ..
        } => tools::Tools::find()
            .and_then(|tools| bench::run(&tools, &with, &target, only.as_deref())),
        Verb::Check => tools::Tools::find().and_then(|tools| build::check(&tools)),
        Verb::Tidy => tidy::check(),
        Verb::Lint => tools::Tools::find().and_then(|tools| lint(&tools)),
    };
    match outcome {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn lint(tools: &tools::Tools) -> Result<(), String> {
    let clippy = [
        "clippy",
        "--release",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ];
    shell::step("cargo", &clippy, tools)
}

fn test(fast: bool, only: Option<&str>) -> Result<(), String> {
    let tools = if fast {
        tools::Tools::find()?
    } else {
        tools::Tools::install()?
    };
    tools.print();
    tidy::check()?;
    shell::step("cargo", &["fmt", "--all", "--check"], &tools)?;
    lint(&tools)?;
    // One profile for everything: the tests share what kaa itself is built from.
    shell::step("cargo", &["test", "--release", "--workspace"], &tools)?;
    build::all(&tools)?;
    // One JDK and one CLR here; `cargo xtask programs` runs all six.
    let names: &[&str] = if fast {
        &["native"]
    } else {
        &["native", "zeal", "jvm17", "mono"]
    };
    let targets: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut tally = programs::run(&tools, &targets, only)?;
    tally.add(cli::run(&tools, &targets, only)?);
    tally.finish()?;
    match &tools.cpython {
        Some(_) => programs::run(&tools, &["shim".to_owned()], Some(SHIM_PROGRAMS))?.finish(),
        None => {
            println!("CPython 3.14 is not installed: the shim is not tested");
            Ok(())
        }
    }
}

/// The programs that the interpreter is tested with under CPython, where each takes seconds.
const SHIM_PROGRAMS: &str = "programs/generators";

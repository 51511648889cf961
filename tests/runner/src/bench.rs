//! The public pyperformance scripts, unmodified, in one process each with the stand-in `pyperf` of tests/bench.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::programs::Tally;
use crate::shell::{capture, root};
use crate::target::Target;
use crate::tools::Tools;

/// Script folder (without `bm_`) and arguments, one row for each benchmark.
const BENCHMARKS: &[(&str, &[&str])] = &[
    ("richards", &[]),
    ("richards_super", &[]),
    ("deltablue", &[]),
    ("nbody", &[]),
    ("chaos", &[]),
    ("go", &[]),
    ("hexiom", &[]),
    ("raytrace", &[]),
    ("fannkuch", &[]),
    ("float", &[]),
    ("nqueens", &[]),
    ("pidigits", &[]),
    ("spectral_norm", &[]),
    ("scimark", &[]),
    ("unpack_sequence", &[]),
    ("generators", &[]),
    ("comprehensions", &[]),
    ("deepcopy", &[]),
    ("logging", &[]),
    ("json_dumps", &[]),
    ("json_loads", &[]),
    ("regex_compile", &[]),
];

/// For each benchmark; half of it passes before the warm runs count.
const WARM_SECONDS: &str = "12";

/// One line of the stand-in's report: CPU seconds.
struct Timing {
    name: String,
    cold: f64,
    warm: f64,
}

fn script(tools: &Tools, name: &str) -> Result<std::path::PathBuf, String> {
    let folder = tools
        .pyperformance
        .as_deref()
        .ok_or("pyperformance is missing: run `cargo xtask setup`")?;
    Ok(folder.join(format!("bm_{name}/run_benchmark.py")))
}

fn timings(
    mut command: Command,
    script: &Path,
    args: &[&str],
    budget: &str,
    runs: &str,
) -> Result<Vec<Timing>, String> {
    command.arg(script).args(args);
    command.env("PYTHONPATH", root().join("tests/bench"));
    command
        .env("KAA_BENCH_SECONDS", budget)
        .env("KAA_BENCH_RUNS", runs);
    let output = capture(&mut command, Duration::from_secs(600))?;
    let stdout = String::from_utf8_lossy(&output.stdout);
    let mut found = Vec::new();
    for line in stdout
        .lines()
        .filter_map(|line| line.strip_prefix("BENCH "))
    {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |i: usize| words.get(i).and_then(|w: &&str| w.parse::<f64>().ok());
        if let (Some(&name), Some(cold), Some(warm)) = (words.first(), number(1), number(2)) {
            found.push(Timing {
                name: name.to_owned(),
                cold,
                warm,
            });
        }
    }
    if output.timed_out {
        return Err("still running after 600 s".into());
    }
    if found.is_empty() || output.code != Some(0) {
        let stderr = String::from_utf8_lossy(&output.stderr);
        return Err(stderr
            .lines()
            .last()
            .unwrap_or("it printed nothing")
            .chars()
            .take(160)
            .collect());
    }
    Ok(found)
}

/// Each script runs to its end once, on each target.
pub fn check(tools: &Tools, targets: &[String], only: Option<&str>) -> Result<Tally, String> {
    let mut tally = Tally::default();
    for target in Target::parse(targets)? {
        for (name, args) in BENCHMARKS
            .iter()
            .filter(|row| only.is_none_or(|o| row.0.contains(o)))
        {
            match timings(
                target.command(tools)?,
                &script(tools, name)?,
                args,
                "0",
                "1",
            ) {
                Ok(_) => tally.passed += 1,
                Err(why) => {
                    println!("{} {name}: {why}", target.name());
                    tally
                        .failed
                        .push(format!("{} benchmark {name}", target.name()));
                }
            }
        }
    }
    Ok(tally)
}

/// Prints cold and warm CPU time of each benchmark as ratios to CPython's warm time.
pub fn run(
    tools: &Tools,
    python: &str,
    targets: &[String],
    only: Option<&str>,
) -> Result<(), String> {
    let targets = Target::parse(targets)?;
    print!("{:<24}{:>10}{:>8}", "benchmark", "cpython s", "cold");
    for target in &targets {
        print!("{:>10} cold/warm", target.name());
    }
    println!();
    let mut warm_ratios = vec![Vec::new(); targets.len()];
    for (name, args) in BENCHMARKS
        .iter()
        .filter(|row| only.is_none_or(|o| row.0.contains(o)))
    {
        let script = script(tools, name)?;
        let base = timings(Command::new(python), &script, args, WARM_SECONDS, "5")
            .map_err(|e| format!("{python} on {name}: {e}"))?;
        let mut columns = Vec::new();
        for target in &targets {
            columns.push(timings(
                target.command(tools)?,
                &script,
                args,
                WARM_SECONDS,
                "5",
            ));
        }
        for row in &base {
            print!(
                "{:<24}{:>10.2e}{:>8.2}",
                row.name,
                row.warm,
                row.cold / row.warm
            );
            for (column, ratios) in columns.iter().zip(&mut warm_ratios) {
                let own = column
                    .as_ref()
                    .ok()
                    .and_then(|c| c.iter().find(|t| t.name == row.name));
                match own {
                    Some(own) => {
                        ratios.push(own.warm / row.warm);
                        print!("{:>14.2} {:>5.2}", own.cold / row.warm, own.warm / row.warm);
                    }
                    None => print!("{:>20}", "failed"),
                }
            }
            println!();
        }
    }
    print!("{:<42}", "geometric mean of warm ratios");
    for ratios in &warm_ratios {
        let mean = (ratios.iter().map(|r: &f64| r.ln()).sum::<f64>() / ratios.len() as f64).exp();
        print!("{:>13.2} ({:>2})", mean, ratios.len());
    }
    println!();
    Ok(())
}

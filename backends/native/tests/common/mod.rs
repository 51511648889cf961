//! Running a module as a native program.

use std::path::{Path, PathBuf};
use std::process::Command;

use kaa_ir::Module;
use kaa_ir::filetest::{self, ProcessOutput, RunLine};
use kaa_ir::passes;
use kaa_native::{Options, compile, link};

/// Where programs are linked, and the runtime that they are linked with.
pub struct Workshop {
    archive: PathBuf,
    folder: PathBuf,
}

impl Workshop {
    pub fn new(name: &str) -> Workshop {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("the folder is writable");
        Workshop {
            archive: link::build_runtime().expect("the runtime builds"),
            folder,
        }
    }

    /// What went wrong with a module that has the synthesised entry, one message a line; run
    /// plain and collecting at every n-th allocation.
    pub fn check(&self, name: &str, module: &mut Module, lines: &[RunLine]) -> Vec<String> {
        passes::run(module, &passes::Options::default());
        let options = Options {
            main: true,
            ..Options::default()
        };
        let object = match compile(module, &options) {
            Ok(object) => object,
            Err(errors) => return errors.iter().map(ToString::to_string).collect(),
        };
        let program = self.folder.join(name);
        if let Err(error) = link::link(&object, &self.archive, &program) {
            return vec![error.to_string()];
        }
        let mut failures = Vec::new();
        for zeal in ["0", "1", "7"] {
            let result = filetest::run_process(lines, |first| start(&program, first, zeal));
            failures.extend(result.iter().map(|f| format!("zeal {zeal}: {f}")));
        }
        failures
    }
}

fn start(program: &Path, first: usize, zeal: &str) -> ProcessOutput {
    let output = Command::new(program)
        .arg(first.to_string())
        .env("KAA_GC_ZEAL", zeal)
        // Some tests ask for an array of 16 GiB and expect a refusal.
        .env("KAA_GC_LIMIT", "4g")
        .output()
        .expect("the program starts");
    ProcessOutput {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code(),
    }
}

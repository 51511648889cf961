//! Compiles `python/` to an object that is linked into `kaa`, and the standard library to an archive.
//!
//! What an edit does not change is kept in the output folder: the machine code of functions (`code.cache`), and the archive.
//! `times.txt` tells where the time went; with KAA_TIMES set it is shown as warnings.

use std::path::{Path, PathBuf};
use std::time::Instant;

use kaa_driver::library;
use kaa_driver::pipeline::{self, Target, Timings};

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    println!("cargo:rerun-if-changed=python");
    println!("cargo:rerun-if-env-changed=KAA_TIMES");
    if let Err(why) = run(&root, &out) {
        eprintln!("{why}");
        std::process::exit(1);
    }
}

fn run(root: &Path, out: &Path) -> Result<(), String> {
    let start = Instant::now();
    let mut timings = Timings::default();
    let mut module = pipeline::python_module(root, &mut timings)?;
    // `kaac` compiles for the other targets from the module as it is before the passes.
    let unoptimised = module.clone();
    let (object, text, library) = std::thread::scope(|scope| {
        let text = scope.spawn(move || kaa_ir::text::module_text(&unoptimised));
        let library = scope.spawn(|| archive(root, out));
        let report = pipeline::optimise(&mut module, Target::Native, &[]);
        for (pass, time) in report.times {
            timings.add(pass, time);
        }
        let cache = out.join("code.cache");
        let start = Instant::now();
        let object = pipeline::native_object(&module, Some(&cache)).map(|(object, counts)| {
            let (old, new) = (counts.reused, counts.compiled);
            let phase = format!("machine code ({new} functions compiled, {old} reused)");
            timings.add(&phase, start.elapsed());
            object
        });
        let join = "the thread does not panic";
        (
            object,
            text.join().expect(join),
            library.join().expect(join),
        )
    });
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(out.join(name), bytes).map_err(|e| format!("{name}: {e}"))
    };
    write("python.ir", text.as_bytes())?;
    write("python.o", &object?)?;
    library?;
    timings.add("all of the build script", start.elapsed());
    write("times.txt", timings.to_string().as_bytes())?;
    if std::env::var_os("KAA_TIMES").is_some() {
        for line in timings.to_string().lines() {
            println!("cargo:warning={line}");
        }
    }
    println!(
        "cargo:rustc-link-arg-bin=kaa={}",
        out.join("python.o").display()
    );
    // Prebuilt objects hold absolute addresses: at a fixed address they need no relocation at start-up.
    println!("cargo:rustc-link-arg-bin=kaa=-no-pie");
    Ok(())
}

/// The library's archive, made anew only by another compiler (which is in this program) or of other files.
fn archive(root: &Path, out: &Path) -> Result<(), String> {
    let (file, key_file) = (out.join("library.bin"), out.join("library.key"));
    let own = std::env::current_exe().map_err(|e| format!("the build script: {e}"))?;
    let (standard, ours) = (library::standard(), library::own(root));
    let mut key = format!("{}\n", standard.display());
    state_of(&own, &mut key);
    state_of(&ours, &mut key);
    if file.exists() && std::fs::read_to_string(&key_file).is_ok_and(|known| known == key) {
        return Ok(());
    }
    let modules = library::compile_all(&[standard, &ours])?;
    let bytes = library::archive(&modules);
    std::fs::write(&file, bytes).map_err(|e| format!("library.bin: {e}"))?;
    std::fs::write(&key_file, key).map_err(|e| format!("library.key: {e}"))
}

/// Size and time of a file, or of all files in a folder.
fn state_of(path: &Path, out: &mut String) {
    let Ok(data) = path.metadata() else { return };
    if !data.is_dir() {
        *out += &format!("{} {} {:?}\n", path.display(), data.len(), data.modified());
        return;
    }
    let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths.iter().for_each(|path| state_of(path, out));
}

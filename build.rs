//! Compiles `python/` to an object that is linked into `kaa`, and the standard library to an archive.

use std::path::{Path, PathBuf};

use kaa_driver::library;
use kaa_driver::pipeline::{self, Target};

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it"));
    println!("cargo:rerun-if-changed=python");
    if let Err(why) = run(&root, &out) {
        eprintln!("{why}");
        std::process::exit(1);
    }
}

fn run(root: &Path, out: &Path) -> Result<(), String> {
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(out.join(name), bytes).map_err(|e| format!("{name}: {e}"))
    };
    let mut module = pipeline::python_module(root)?;
    write("python.ir", kaa_ir::text::module_text(&module).as_bytes())?;
    pipeline::optimise(&mut module, Target::Native, &[]);
    write("python.o", &pipeline::native_object(&module)?)?;
    let library = library::compile_all(&[library::standard(), &library::own(root)])?;
    write("library.bin", &library::archive(&library))?;
    println!(
        "cargo:rustc-link-arg-bin=kaa={}",
        out.join("python.o").display()
    );
    // Prebuilt objects hold absolute addresses: at a fixed address they need no relocation at start-up.
    println!("cargo:rustc-link-arg-bin=kaa=-no-pie");
    Ok(())
}

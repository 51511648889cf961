//! Compiles the standard library and prints what the archive holds.

fn main() {
    let start = std::time::Instant::now();
    let modules = kaa_driver::library::compile_all(&[kaa_driver::library::standard()])
        .unwrap_or_else(|why| panic!("{why}"));
    let archive = kaa_driver::library::archive(&modules);
    println!(
        "{} modules, {} bytes, {:?}",
        modules.len(),
        archive.len(),
        start.elapsed()
    );
}

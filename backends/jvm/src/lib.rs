//! IR to class files for Java 17 and newer.
//!
//! [`compile`] turns a verified module (host exceptions, that is without the pass `lower_exceptions`; the sentinel form works
//! too) into classes and one resource; [`jar`] packs them with the runtime of `runtime-jvm`.
//!
//! Reading order: [`names`] (what is called what, which class holds what), [`image`] (frozen heap), [`lower`] (a function to a
//! method; scheduling is `kaa-stack`'s), [`emit`] (the classes around), [`asm`] (the assembler), [`mod@jar`], [`runtime`].
#![forbid(unsafe_code)]

pub mod asm;
pub mod emit;
pub mod image;
pub mod jar;
pub mod lower;
pub mod names;
pub mod runtime;

use kaa_ir::entity::Entity;
use kaa_ir::{Module, passes};

pub use jar::jar;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Error {
    pub function: String,
    pub message: String,
}

impl Error {
    fn new(function: &str, message: String) -> Error {
        Error {
            function: function.to_owned(),
            message,
        }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "@{}: {}", self.function, self.message)
    }
}

/// A compiled program.
#[derive(Debug)]
pub struct Compiled {
    /// Internal name (`kaa/gen/Main`) and bytes.
    pub classes: Vec<(String, Vec<u8>)>,
    /// Entry name and bytes.
    pub resources: Vec<(String, Vec<u8>)>,
    pub main_class: String,
}

/// The passes as HotSpot wants them.
pub fn pass_options() -> passes::Options {
    passes::Options {
        exceptions: passes::Exceptions::Host,
        max_bytes: asm::class::HUGE_METHOD,
        // It inlines hot callees up to 325 bytes.
        hot_bytes: 325,
        switch_cases: 64,
        ..passes::Options::default()
    }
}

/// Compiles a module that the verifier accepts.
///
/// # Errors
/// One for each function that makes no method HotSpot would compile; the pass `outline` keeps functions small.
pub fn compile(module: &Module) -> Result<Compiled, Vec<Error>> {
    let names = names::Names::new(module);
    let image = image::Image::new(module);
    let mut errors = Vec::new();
    let mut classes = emit::program::emit(&names, &image);
    for id in module.classes.keys() {
        classes.push(emit::classes::emit(&names, &image, id));
    }
    for code_class in &names.code_classes {
        classes.push(emit::code::emit(&names, &image, code_class, &mut errors));
    }
    for group in &names.fn_groups {
        classes.push(emit::refs::emit_group(&names, group));
    }
    let mut done = vec![false; module.sigs.len()];
    while let Some(sig) = names.next_used_signature(&done) {
        done[sig.index()] = true;
        classes.push(emit::refs::emit_signature(&names, sig));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Compiled {
        classes,
        resources: vec![(image::RESOURCE.to_owned(), image.bytes)],
        main_class: emit::program::MAIN.to_owned(),
    })
}

//! Python 3.14 source to code objects.
//!
//! `compile` parses (ruff's parser), builds the symbol table, generates register bytecode and
//! assembles it;
//! `docs/bytecode.md` describes the result. Files in reading order:
//!
//! - `code.rs`, `opcode.rs`: what comes out; the opcode table is `opcodes.toml`
//! - `source.rs`, `error.rs`: what comes in, and what is answered when it is no program
//! - `parse.rs`, `errors/`: the parser's run, and its errors as CPython words them
//! - `future.rs`, `symtable/`, `compile/`: the stages
//! - `warnings.rs`: warnings about the tree as it stands
//! - `flow.rs`, `assemble.rs`, `verify.rs`: from instructions to words
//! - `tree/`: the syntax tree for `ast`
//! - `serialize.rs`, `deserialize.rs`, `disassemble.rs`: forms of a code object
//! - `record.rs`, `capi.rs`: the answer as bytes, and for C callers

mod assemble;
pub mod capi;
mod code;
mod compile;
mod deserialize;
mod disassemble;
mod error;
mod errors;
mod flow;
mod future;
mod literal;
pub mod opcode;
mod parse;
mod record;
mod serialize;
mod source;
mod symtable;
mod tree;
mod unparse;
mod verify;
mod warnings;

pub use code::{CodeObject, Const, ExceptionEntry, Position, flags, read_locations};
pub use deserialize::{DeserializeError, deserialize};
pub use disassemble::{disassemble, show_const};
pub use error::{ErrorKind, SyntaxErrorInfo};
pub use record::compile_to_record;
pub use serialize::{MAGIC, VERSION, serialize};
pub use verify::verify;

use source::Source;

/// The modes of the builtin `compile`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Exec,
    Eval,
    /// One interactive statement; expression statements are printed.
    Single,
}

/// Options of a compilation; the default is a plain file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// `CO_FUTURE_*` flags in force from the start.
    pub future: u32,
    /// Level of `-O`: 0, 1 or 2.
    pub optimize: u8,
    /// PyCF_ALLOW_TOP_LEVEL_AWAIT.
    pub top_level_await: bool,
    pub input: Input,
}

/// Where the source comes from, as far as it matters for errors.
#[derive(Clone, Copy, Debug, Default)]
pub struct Input {
    /// PyCF_ALLOW_INCOMPLETE_INPUT: what may go on is an `_IncompleteInputError`.
    pub may_be_incomplete: bool,
    /// PyCF_DONT_IMPLY_DEDENT: a block goes on until a line end follows it.
    pub is_block_open: bool,
    /// A program's file, not a string or a module.
    pub is_script: bool,
}

/// A code object and the warnings that its compilation gave.
#[derive(Clone, Debug)]
pub struct Compiled {
    pub code: CodeObject,
    pub warnings: Vec<SyntaxErrorInfo>,
}

/// Compiles source bytes (utf-8, or as a coding comment says).
pub fn compile(
    source: &[u8],
    filename: &str,
    mode: Mode,
    options: Options,
) -> Result<CodeObject, SyntaxErrorInfo> {
    compile_with_warnings(source, filename, mode, options).map(|compiled| compiled.code)
}

/// As `compile`, with the warnings.
pub fn compile_with_warnings(
    source: &[u8],
    filename: &str,
    mode: Mode,
    options: Options,
) -> Result<Compiled, SyntaxErrorInfo> {
    let source = Source::decode(source, filename, options.input.is_script)?;
    let source = if mode == Mode::Eval {
        source.without_leading_blanks()
    } else {
        source
    };
    let tree = parse::parse(&source, mode, options.input)?;
    let result = compile_tree(tree.module(), &source, mode, options);
    result.map_err(|error| error.into_info(&source))
}

/// The sequence that builds the syntax tree.
fn tree_of(
    source: &[u8],
    filename: &str,
    mode: Mode,
    input: Input,
) -> Result<Const, SyntaxErrorInfo> {
    let source = Source::decode(source, filename, input.is_script)?;
    let source = if mode == Mode::Eval {
        source.without_leading_blanks()
    } else {
        source
    };
    tree::syntax_tree(&source, mode, input)
}

fn compile_tree(
    module: &ruff_python_ast::Mod,
    source: &Source,
    mode: Mode,
    options: Options,
) -> error::Result<Compiled> {
    let future = options.future & flags::FUTURE_MASK | future::future_flags(module)?;
    let has_string_annotations = future & flags::FUTURE_ANNOTATIONS != 0;
    let table = symtable::SymbolTable::build(module, has_string_annotations)?;
    let settings = compile::Settings {
        mode,
        future,
        top_level_await: options.top_level_await,
        optimize: options.optimize,
    };
    let mut warnings = warnings::tree_warnings(module, source);
    let (code, more) = compile::compile_module(module, source, &table, settings)?;
    warnings.extend(more);
    Ok(Compiled { code, warnings })
}

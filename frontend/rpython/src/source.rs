//! Source files, spans, and the module graph in import order.

use ruff_python_ast::{ModModule, Stmt};
use ruff_python_parser::{Parsed, parse_module};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashMap;

use crate::diagnostics::{Diagnostic, Diagnostics};

/// Where module texts come from; the compiler itself does no input or output.
pub trait SourceProvider {
    /// Display path and text of a module such as `python.objects.base`.
    fn read(&self, module: &str) -> Option<(String, String)>;
}

/// Modules as files below a folder: `a.b` is `a/b.py` or `a/b/__init__.py`.
pub struct FolderSource<'p> {
    pub root: &'p std::path::Path,
}

impl SourceProvider for FolderSource<'_> {
    fn read(&self, module: &str) -> Option<(String, String)> {
        let relative = module.replace('.', "/");
        [format!("{relative}.py"), format!("{relative}/__init__.py")]
            .into_iter()
            .find_map(|path| {
                let text = std::fs::read_to_string(self.root.join(&path)).ok()?;
                Some((path, text))
            })
    }
}

/// Byte range in a file; `file` indexes [`Sources::files`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, PartialOrd, Ord)]
pub struct Span {
    pub file: u32,
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(file: usize, range: TextRange) -> Span {
        Span {
            file: file as u32,
            start: range.start().into(),
            end: range.end().into(),
        }
    }
}

pub struct SourceFile {
    /// Dotted module name.
    pub module: String,
    pub path: String,
    pub text: String,
    line_starts: Vec<u32>,
    parsed: Parsed<ModModule>,
}

impl SourceFile {
    pub fn body(&self) -> &[Stmt] {
        &self.parsed.syntax().body
    }
    /// 1-based line of a byte offset.
    pub fn line(&self, offset: u32) -> u32 {
        self.line_starts.partition_point(|&s| s <= offset) as u32
    }
}

/// All modules reachable from the root.
#[derive(Default)]
pub struct Sources {
    pub files: Vec<SourceFile>,
    /// Indexes of the files, imported ones before those that import them.
    pub order: Vec<usize>,
    pub by_name: FxHashMap<String, usize>,
}

/// Modules that the compiler provides itself.
pub fn is_builtin_module(name: &str) -> bool {
    matches!(
        name,
        "python.rpython" | "python.externs" | "typing" | "__future__"
    )
}

/// Loads and parses the module graph.
pub fn load(provider: &dyn SourceProvider, root: &str, diags: &mut Diagnostics) -> Sources {
    let mut loader = Loader {
        provider,
        diags,
        sources: Sources::default(),
        seen: FxHashMap::default(),
        finished: Vec::new(),
    };
    if !loader.visit(root) {
        loader.diags.push(Diagnostic::new(
            "R002",
            Span::default(),
            format!("root module `{root}` not found"),
        ));
    }
    loader.finish()
}

struct Loader<'l> {
    provider: &'l dyn SourceProvider,
    diags: &'l mut Diagnostics,
    sources: Sources,
    /// False: no such module.
    seen: FxHashMap<String, bool>,
    /// Files in the order in which their imports were complete.
    finished: Vec<usize>,
}

impl Loader<'_> {
    fn visit(&mut self, name: &str) -> bool {
        if let Some(&known) = self.seen.get(name) {
            return known;
        }
        let Some((path, text)) = self.provider.read(name) else {
            self.seen.insert(name.to_owned(), false);
            return false;
        };
        self.seen.insert(name.to_owned(), true);
        let index = self.sources.files.len();
        let (text, parsed) = self.parse(index, text);
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(i, _)| i as u32 + 1))
            .collect();
        self.sources.files.push(SourceFile {
            module: name.to_owned(),
            path,
            text,
            line_starts,
            parsed,
        });
        let mut imports = Vec::new();
        collect_imports(self.sources.files[index].body(), &mut imports);
        for (module, range) in imports {
            if !is_builtin_module(&module) && !self.visit(&module) {
                self.diags.push(Diagnostic::new(
                    "R002",
                    Span::new(index, range),
                    format!("module `{module}` not found"),
                ));
            }
        }
        self.finished.push(index);
        true
    }

    /// A file with a syntax error counts as empty, so that the others are still checked.
    fn parse(&mut self, index: usize, text: String) -> (String, Parsed<ModModule>) {
        match parse_module(&text) {
            Ok(parsed) => (text, parsed),
            Err(error) => {
                self.diags.push(Diagnostic::new(
                    "R001",
                    Span::new(index, error.location),
                    format!("syntax error: {}", error.error),
                ));
                let empty = parse_module("").expect("the empty module parses");
                (text, empty)
            }
        }
    }

    /// File numbers stay as they were handed out (spans hold them); `by_name` and the order are separate.
    fn finish(mut self) -> Sources {
        for (index, file) in self.sources.files.iter().enumerate() {
            self.sources.by_name.insert(file.module.clone(), index);
        }
        self.sources.order = self.finished;
        self.sources
    }
}

fn collect_imports(body: &[Stmt], out: &mut Vec<(String, TextRange)>) {
    for stmt in body {
        match stmt {
            Stmt::ImportFrom(import) => {
                if let Some(module) = &import.module {
                    out.push((module.id.to_string(), module.range()));
                }
            }
            Stmt::If(branch) => {
                collect_imports(&branch.body, out);
                for clause in &branch.elif_else_clauses {
                    collect_imports(&clause.body, out);
                }
            }
            _ => {}
        }
    }
}

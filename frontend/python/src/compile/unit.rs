//! A code object under construction: instructions with labels, registers, pools, handlers.

use crate::code::Const;
use crate::opcode::Op;
use crate::symtable::ScopeId;
use ruff_python_ast::Stmt;
use ruff_python_ast::name::Name;
use ruff_text_size::TextRange;
use rustc_hash::FxHashMap;

/// A register before numbering: its class in the upper bits, its index in the lower.
/// Locals and cells are still being added while code is emitted, so the final numbers
/// are known only to the assembler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Reg(pub i32);

impl Reg {
    const CLASS_BITS: u32 = 28;
    pub(crate) const NONE: Reg = Reg(-1);

    pub(crate) fn local(index: usize) -> Reg {
        Reg(index as i32)
    }
    pub(crate) fn cell(index: usize) -> Reg {
        Reg(index as i32 | 1 << Self::CLASS_BITS)
    }
    pub(crate) fn free(index: usize) -> Reg {
        Reg(index as i32 | 2 << Self::CLASS_BITS)
    }
    pub(crate) fn temp(index: usize) -> Reg {
        Reg(index as i32 | 3 << Self::CLASS_BITS)
    }
    pub(crate) fn is_temp(self) -> bool {
        self.0 >> Self::CLASS_BITS == 3
    }
    pub(crate) fn is_local(self) -> bool {
        self.0 >= 0 && self.0 >> Self::CLASS_BITS == 0
    }
    /// The register `n` after this one, in the same class.
    pub(crate) fn plus(self, n: usize) -> Reg {
        Reg(self.0 + n as i32)
    }
    /// `(class, index)`.
    pub(crate) fn parts(self) -> (usize, usize) {
        let class = (self.0 >> Self::CLASS_BITS) as usize;
        (class, (self.0 & ((1 << Self::CLASS_BITS) - 1)) as usize)
    }
}

/// A place in the code that jumps name before it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Label(pub u32);

/// Index of an exception handler; `NO_HANDLER` outside all of them.
pub(crate) type HandlerId = u32;
pub(crate) const NO_HANDLER: HandlerId = u32::MAX;

#[derive(Clone, Debug)]
pub(crate) struct Handler {
    pub label: Label,
    pub reg: Reg,
}

#[derive(Clone, Debug)]
pub(crate) struct Instr {
    pub op: Op,
    pub args: [i32; 6],
    pub range: Option<TextRange>,
    pub handler: HandlerId,
}

/// What surrounds the current statement, for `return`, `break` and `continue`.
#[derive(Clone, Debug)]
pub(crate) enum BlockKind<'a> {
    Loop {
        top: Label,
        end: Label,
    },
    /// The protected part of a `try` with handlers.
    Try,
    /// The protected part of a `try` with a `finally`.
    Finally {
        body: &'a [Stmt],
    },
    /// The exceptional copy of a `finally` body, or anything else between PUSH_EXC_INFO and
    /// POP_EXCEPT.
    Handled {
        saved: Reg,
    },
    /// An `except` body that must unbind its name.
    Named {
        saved: Reg,
        name: &'a Name,
    },
    With {
        pair: Reg,
        is_async: bool,
        range: TextRange,
    },
    /// The body of `except*`: leaving it by a jump is an error.
    ExceptStar,
}

#[derive(Clone, Debug)]
pub(crate) struct Block<'a> {
    pub kind: BlockKind<'a>,
    /// The handler in force around the block.
    pub outer: HandlerId,
}

/// A scope whose names are reachable by register: the code object's own, then the inlined
/// comprehensions being compiled, innermost last.
#[derive(Debug)]
pub(crate) struct ActiveScope {
    pub id: ScopeId,
    /// Registers of the comprehension's own names.
    pub registers: FxHashMap<Name, Reg>,
}

#[derive(Debug)]
pub(crate) struct Pool<T: Eq + std::hash::Hash + Clone> {
    pub items: Vec<T>,
    index: FxHashMap<T, usize>,
}

impl<T: Eq + std::hash::Hash + Clone> Default for Pool<T> {
    fn default() -> Self {
        Pool {
            items: Vec::new(),
            index: FxHashMap::default(),
        }
    }
}

impl<T: Eq + std::hash::Hash + Clone> Pool<T> {
    pub(crate) fn add(&mut self, item: T) -> usize {
        if let Some(index) = self.index.get(&item) {
            return *index;
        }
        let index = self.items.len();
        self.items.push(item.clone());
        self.index.insert(item, index);
        index
    }

    pub(crate) fn find(&self, item: &T) -> Option<usize> {
        self.index.get(item).copied()
    }

    /// Adds without looking for an equal one.
    pub(crate) fn push(&mut self, item: T) -> usize {
        self.items.push(item);
        self.items.len() - 1
    }
}

pub(crate) struct Unit<'a> {
    pub scope: ScopeId,
    pub active: Vec<ActiveScope>,
    pub name: String,
    pub qualname: String,
    pub firstlineno: u32,
    pub argcount: u32,
    pub posonlyargcount: u32,
    pub kwonlyargcount: u32,
    pub flags: u32,
    pub instrs: Vec<Instr>,
    /// Instruction index of each label, once placed.
    pub labels: Vec<Option<u32>>,
    pub handlers: Vec<Handler>,
    pub handler: HandlerId,
    pub blocks: Vec<Block<'a>>,
    pub consts: Pool<Const>,
    pub names: Pool<String>,
    pub varnames: Pool<Name>,
    pub cellvars: Pool<Name>,
    pub freevars: Pool<Name>,
    pub next_temp: usize,
    pub max_temp: usize,
    /// Private class name for mangling.
    pub private: Option<Name>,
    /// Class: attributes assigned through `self` in the methods.
    pub static_attributes: Vec<Name>,
    /// Class or module: annotations in order, each with its index if it is conditional.
    pub annotations: Vec<DeferredAnnotation<'a>>,
    /// Class: register of the cell for `__classdict__` and others is looked up in `cellvars`.
    pub in_class: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct DeferredAnnotation<'a> {
    pub name: &'a Name,
    pub expr: &'a ruff_python_ast::Expr,
    pub conditional_index: Option<i64>,
    pub range: TextRange,
}

impl<'a> Unit<'a> {
    pub(crate) fn new(scope: ScopeId, name: &str, qualname: String, firstlineno: u32) -> Self {
        Unit {
            scope,
            active: vec![ActiveScope {
                id: scope,
                registers: FxHashMap::default(),
            }],
            name: name.to_owned(),
            qualname,
            firstlineno,
            argcount: 0,
            posonlyargcount: 0,
            kwonlyargcount: 0,
            flags: 0,
            instrs: Vec::new(),
            labels: Vec::new(),
            handlers: Vec::new(),
            handler: NO_HANDLER,
            blocks: Vec::new(),
            consts: Pool::default(),
            names: Pool::default(),
            varnames: Pool::default(),
            cellvars: Pool::default(),
            freevars: Pool::default(),
            next_temp: 0,
            max_temp: 0,
            private: None,
            static_attributes: Vec::new(),
            annotations: Vec::new(),
            in_class: false,
        }
    }

    pub(crate) fn emit(&mut self, range: Option<TextRange>, op: Op, args: &[i32]) {
        debug_assert_eq!(op.info().operands.len(), args.len(), "operands of {op:?}");
        let mut words = [0; 6];
        words[..args.len()].copy_from_slice(args);
        self.instrs.push(Instr {
            op,
            args: words,
            range,
            handler: self.handler,
        });
    }

    pub(crate) fn label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() as u32 - 1)
    }

    pub(crate) fn place(&mut self, label: Label) {
        let slot = &mut self.labels[label.0 as usize];
        assert!(
            slot.is_none(),
            "compile: label {} of {} placed twice",
            label.0,
            self.qualname
        );
        *slot = Some(self.instrs.len() as u32);
    }

    /// Declares a handler; it takes effect when `self.handler` is set to it.
    pub(crate) fn new_handler(&mut self, label: Label, reg: Reg) -> HandlerId {
        self.handlers.push(Handler { label, reg });
        self.handlers.len() as u32 - 1
    }

    pub(crate) fn temps(&mut self, count: usize) -> Reg {
        let base = self.next_temp;
        self.next_temp += count;
        self.max_temp = self.max_temp.max(self.next_temp);
        Reg::temp(base)
    }
}

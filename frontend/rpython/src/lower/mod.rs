//! Typed tree to IR, for what the program reaches from its entry.
//!
//! Reading order: this file (the work list), `class` (types, classes, slots), `globals` (context, strings, start-up),
//! `func` (one function: locals as SSA values, joins), `cond`, `stmt`, `exception`, `expr`, `arith`, `call`.

mod arith;
mod call;
mod class;
mod cond;
mod exception;
mod expr;
mod func;
mod globals;
mod init_order;
mod stmt;

use std::collections::VecDeque;
use std::rc::Rc;

use kaa_ir as ir;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::derive::StartUp;
use crate::program::Program;
use crate::types::{ClassConstId, ClassId, ExternId, FieldId, FuncId, ListId, ValueId};

pub struct Options {
    /// `+ - *` on ints trap on overflow.
    pub checked: bool,
}

/// What has been lowered, and what is still to do.
pub(crate) struct Lowering<'p, 'a> {
    pub p: &'p mut Program<'a>,
    pub options: &'p Options,
    classes: FxHashMap<ClassId, ir::ClassId>,
    tuples: FxHashMap<ListId, (ir::ClassId, Rc<[ir::FieldId]>)>,
    fields: FxHashMap<FieldId, ir::FieldId>,
    consts: FxHashMap<ClassConstId, ir::ClassConstId>,
    /// By the topmost method of the name.
    slots: FxHashMap<FuncId, ir::SlotId>,
    slot_roots: Vec<FuncId>,
    instantiated: FxHashSet<ClassId>,
    instances: Vec<ClassId>,
    funcs: FxHashMap<FuncId, ir::FuncId>,
    externs: FxHashMap<ExternId, ir::ExternId>,
    globals: FxHashMap<ValueId, ir::FieldId>,
    type_objects: FxHashMap<ClassId, ir::FieldId>,
    strings: FxHashMap<Rc<str>, ir::FrozenId>,
    data: FxHashMap<Rc<[u8]>, ir::DataId>,
    names: FxHashMap<String, u32>,
    work: VecDeque<FuncId>,
    start_up: StartUp,
}

/// Lowers the program; it has been checked without errors. `main` has been found to be `() -> i32`.
pub(crate) fn lower(
    p: &mut Program<'_>,
    main: FuncId,
    start_up: StartUp,
    options: &Options,
) -> ir::Module {
    let mut module = ir::Module::default();
    module.files = p.sources.files.iter().map(|f| f.path.clone()).collect();
    let mut cx = Lowering {
        p,
        options,
        classes: FxHashMap::default(),
        tuples: FxHashMap::default(),
        fields: FxHashMap::default(),
        consts: FxHashMap::default(),
        slots: FxHashMap::default(),
        slot_roots: Vec::new(),
        instantiated: FxHashSet::default(),
        instances: Vec::new(),
        funcs: FxHashMap::default(),
        externs: FxHashMap::default(),
        globals: FxHashMap::default(),
        type_objects: FxHashMap::default(),
        strings: FxHashMap::default(),
        data: FxHashMap::default(),
        names: FxHashMap::default(),
        work: VecDeque::new(),
        start_up,
    };
    cx.run(&mut module, main);
    module
}

impl<'p, 'a> Lowering<'p, 'a> {
    fn run(&mut self, m: &mut ir::Module, main: FuncId) {
        let context = m.add_class("Context", None);
        m.classes[context].is_final = true;
        m.context = Some(context);
        self.names.insert("Context".to_owned(), 0);
        if let Some(error) = self.p.lang_class("error") {
            m.exception = Some(self.class(m, error));
        }
        if let Some(overflow) = self.p.lang_class("stack_overflow") {
            m.overflow = Some(self.instantiate(m, overflow));
        }
        if let Some(exhausted) = self.p.lang_class("out_of_memory") {
            m.exhausted = Some(self.instantiate(m, exhausted));
        }
        let main = self.func(m, main);
        m.entry = Some(main);
        self.drain(m);
        self.start_up(m, main);
        self.drain(m);
        self.finish_classes(m);
    }

    fn drain(&mut self, m: &mut ir::Module) {
        while let Some(id) = self.work.pop_front() {
            let target = self.funcs[&id];
            let body = self.p.func(id).body.clone();
            let body =
                body.unwrap_or_else(|| panic!("lower: {} has no body", self.p.func(id).full_name));
            func::lower_body(self, m, id, target, &body);
        }
    }

    /// The IR function; its body is lowered later.
    pub fn func(&mut self, m: &mut ir::Module, id: FuncId) -> ir::FuncId {
        if let Some(&known) = self.funcs.get(&id) {
            return known;
        }
        let sig = self.p.func_sig(id);
        let params = sig.params.iter().map(|p| self.ty(m, p.ty)).collect();
        let result = self.result_ty(m, sig.result);
        let sig = m.sig(params, result);
        let name = self.p.func(id).full_name.clone();
        let name = self.unique(&name);
        let target = m.add_func(&name, sig);
        let func = self.p.func(id);
        let attrs = &mut m.funcs[target].attrs;
        attrs.inline = func.has("inline");
        attrs.noinline = func.has("noinline");
        attrs.cold = func.has("cold");
        attrs.nothrow = func.has("nothrow");
        attrs.fetch = func.has("fetch");
        let handlers = self.p.handlers.iter();
        attrs.handler = handlers.enumerate().find_map(|(number, handler)| {
            (*handler == Some(id)).then(|| u8::try_from(number).expect("opcodes are bytes"))
        });
        self.funcs.insert(id, target);
        self.work.push_back(id);
        target
    }

    /// A name that the IR's text form takes, not used before.
    pub fn unique(&mut self, name: &str) -> String {
        let mut clean: String = name
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() || c == '.' {
                    c
                } else {
                    '_'
                }
            })
            .collect();
        while clean.ends_with('_') && name.ends_with(']') {
            clean.pop();
        }
        loop {
            let count = self.names.entry(clean.clone()).or_insert(0);
            *count += 1;
            if *count == 1 {
                return clean;
            }
            clean = format!("{clean}_{count}");
        }
    }
}

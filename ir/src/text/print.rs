//! Modules, functions and instructions as text.

use std::fmt::Write;

use rustc_hash::FxHashMap;

use super::lex::is_name;
use crate::entity::*;
use crate::function::{Attrs, BlockCall, Function, Imm, InstData};
use crate::module::{Class, ConstValue, FrozenBody, Module, Signature};
use crate::op::Op;
use crate::types::{Storage, Type};

/// The whole module, in the order of its entities.
pub fn module_text(module: &Module) -> String {
    let mut out = String::new();
    for (i, file) in module.files.iter().enumerate() {
        writeln!(out, "file {i} {}", quoted(file.as_bytes())).unwrap();
    }
    for (id, class) in module.classes.iter() {
        class_text(module, id, class, &mut out);
    }
    for row in module.externs.values() {
        let sig = sig_text(module, &module.sigs[row.sig], "fn");
        let pure = if row.pure { " pure" } else { "" };
        writeln!(out, "extern {}: {sig}{pure}", name(&row.name)).unwrap();
    }
    for data in module.data.values() {
        writeln!(out, "data {} = {}", name(&data.name), quoted(&data.bytes)).unwrap();
    }
    for frozen in module.frozen.values() {
        frozen_text(module, &frozen.name, &frozen.body, &mut out);
    }
    for (key, class) in [
        ("context", module.context),
        ("exception", module.exception),
        ("overflow", module.overflow),
        ("exhausted", module.exhausted),
    ] {
        if let Some(class) = class {
            writeln!(out, "{key} {}", class_name(module, class)).unwrap();
        }
    }
    if let Some(entry) = module.entry {
        writeln!(out, "entry {}", name(&module.funcs[entry].name)).unwrap();
    }
    if module.exceptions_lowered {
        writeln!(out, "exceptions_lowered").unwrap();
    }
    for func in module.funcs.values() {
        out += "\n";
        out += &function_text(module, func);
    }
    out
}

/// `name` after `@`, in quotes where it has characters that need them.
fn name(name: &str) -> String {
    match !name.is_empty() && name.bytes().all(is_name) {
        true => format!("@{name}"),
        false => format!("@{}", quoted(name.as_bytes())),
    }
}

fn class_name(module: &Module, class: ClassId) -> String {
    match module.classes.get(class) {
        Some(row) => name(&row.name),
        None => format!("@?{class}"),
    }
}

/// A member as `@Class.member`; the member's own part is what follows the last dot.
fn member(module: &Module, class: ClassId, member: &str) -> String {
    let plain = !member.is_empty() && member.bytes().all(|c| is_name(c) && c != b'.');
    let class = class_name(module, class);
    match plain {
        true => format!("{class}.{member}"),
        false => format!("{class}.{}", quoted(member.as_bytes())),
    }
}

/// A member's own name in a declaration.
fn own_name(name: &str) -> String {
    let word = |c: u8| c.is_ascii_alphanumeric() || c == b'_';
    let starts = name.bytes().next().is_some_and(|c| !c.is_ascii_digit());
    match starts && name.bytes().all(word) && !matches!(name, "inf" | "nan") {
        true => name.to_owned(),
        false => quoted(name.as_bytes()),
    }
}

pub(super) fn quoted(bytes: &[u8]) -> String {
    let mut out = String::from("\"");
    let text = std::str::from_utf8(bytes).is_ok();
    for &c in bytes {
        match c {
            b'\n' => out += "\\n",
            b'\t' => out += "\\t",
            b'\\' | b'"' => out.extend(['\\', c as char]),
            0x20..=0x7e => out.push(c as char),
            _ => write!(out, "\\{c:02x}").unwrap(),
        }
    }
    debug_assert!(text || out.is_ascii());
    out.push('"');
    out
}

/// A type as in declarations: `ref? @C`, `arr<i8>`, `fn(i64) -> i64`.
pub fn type_text(module: &Module, ty: Type) -> String {
    let q = |nullable: bool| if nullable { "?" } else { "" };
    match ty {
        Type::I1 => "i1".into(),
        Type::I32 => "i32".into(),
        Type::I64 => "i64".into(),
        Type::F64 => "f64".into(),
        Type::Ref(class, n) => format!("ref{} {}", q(n), class_name(module, class)),
        Type::Arr(array, n) => match module.arrays.get(array) {
            Some(&storage) => format!("arr{}<{}>", q(n), storage_text(module, storage)),
            None => format!("arr<{array}>"),
        },
        Type::Any(n) => format!("any{}", q(n)),
        Type::Fn(sig, n) => match module.sigs.get(sig) {
            Some(row) => sig_text(module, row, if n { "fn?" } else { "fn" }),
            None => format!("fn{sig}"),
        },
        Type::Cls => "cls".into(),
        Type::Weak(n) => format!("weak{}", q(n)),
        Type::Handle(n) => format!("handle{}", q(n)),
    }
}

pub(super) fn storage_text(module: &Module, storage: Storage) -> String {
    match storage {
        Storage::I8 => "i8".into(),
        Storage::I16 => "i16".into(),
        Storage::F32 => "f32".into(),
        Storage::Value(ty) => type_text(module, ty),
    }
}

fn sig_text(module: &Module, sig: &Signature, word: &str) -> String {
    let params: Vec<String> = sig.params.iter().map(|&t| type_text(module, t)).collect();
    let result = match sig.result {
        Some(ty) => format!(" -> {}", type_text(module, ty)),
        None => String::new(),
    };
    format!("{word}({}){result}", params.join(", "))
}

fn class_text(module: &Module, id: ClassId, class: &Class, out: &mut String) {
    write!(out, "class {}", name(&class.name)).unwrap();
    if let Some(parent) = class.parent {
        write!(out, " : {}", class_name(module, parent)).unwrap();
    }
    for (on, word) in [
        (class.is_final, "final"),
        (class.is_abstract, "abstract"),
        (class.is_immediate, "immediate"),
    ] {
        if on {
            write!(out, " {word}").unwrap();
        }
    }
    let mut lines = Vec::new();
    for &field in &class.fields {
        let row = &module.fields[field];
        let storage = storage_text(module, row.storage);
        lines.push(format!("field {}: {storage}", own_name(&row.name)));
    }
    for &id in &class.consts {
        let row = &module.consts[id];
        let ty = type_text(module, row.ty);
        let value = class.const_values.get(&id);
        let value = value.map_or(String::new(), |&v| format!(" = {}", const_text(module, v)));
        lines.push(format!("const {}: {ty}{value}", own_name(&row.name)));
    }
    let mut values: Vec<_> = class.const_values.iter().collect();
    values.retain(|(id, _)| !class.consts.contains(id));
    values.sort_by_key(|(id, _)| **id);
    for (&c, &value) in values {
        let row = &module.consts[c];
        let text = match module.const_named(id, &row.name) == Some(c) {
            true => own_name(&row.name),
            false => member(module, row.class, &row.name),
        };
        lines.push(format!("const {text} = {}", const_text(module, value)));
    }
    for &slot in &class.slots {
        let row = &module.slots[slot];
        let sig = sig_text(module, &module.sigs[row.sig], "fn");
        let body = class.methods.get(&slot);
        let body = body.map_or(String::new(), |&f| format!(" = {}", func_name(module, f)));
        lines.push(format!("method {}: {sig}{body}", own_name(&row.name)));
    }
    let mut methods: Vec<_> = class.methods.iter().collect();
    methods.retain(|(slot, _)| !class.slots.contains(slot));
    methods.sort_by_key(|(slot, _)| **slot);
    for (&slot, &func) in methods {
        let row = &module.slots[slot];
        let text = match module.slot_named(id, &row.name) == Some(slot) {
            true => own_name(&row.name),
            false => member(module, row.class, &row.name),
        };
        lines.push(format!("method {text} = {}", func_name(module, func)));
    }
    if lines.is_empty() {
        *out += " {}\n";
        return;
    }
    *out += " {\n";
    for line in lines {
        writeln!(out, "  {line}").unwrap();
    }
    *out += "}\n";
}

fn func_name(module: &Module, func: FuncId) -> String {
    match module.funcs.get(func) {
        Some(row) => name(&row.name),
        None => format!("@?{func}"),
    }
}

fn frozen_text(module: &Module, own: &str, body: &FrozenBody, out: &mut String) {
    match body {
        FrozenBody::Object { class, fields } => {
            let items: Vec<String> = fields
                .iter()
                .map(|&(field, value)| {
                    let row = &module.fields[field];
                    let text = match module.field_named(*class, &row.name) == Some(field) {
                        true => own_name(&row.name),
                        false => member(module, row.class, &row.name),
                    };
                    format!("{text} = {}", const_text(module, value))
                })
                .collect();
            let class = class_name(module, *class);
            let body = match items.is_empty() {
                true => "{}".to_owned(),
                false => format!("{{ {} }}", items.join(", ")),
            };
            writeln!(out, "frozen {}: {class} {body}", name(own)).unwrap();
        }
        FrozenBody::Array { array, items } => {
            let items: Vec<String> = items.iter().map(|&v| const_text(module, v)).collect();
            let storage = storage_text(module, module.arrays[*array]);
            let items = items.join(", ");
            writeln!(out, "frozen {}: arr<{storage}> [{items}]", name(own)).unwrap();
        }
    }
}

fn const_text(module: &Module, value: ConstValue) -> String {
    match value {
        ConstValue::Int(v) => v.to_string(),
        ConstValue::Float(v) => float_text(v.to_bits()),
        ConstValue::Null => "null".into(),
        ConstValue::Frozen(id) => format!("frozen {}", name(&module.frozen[id].name)),
        ConstValue::Data(id) => format!("data {}", name(&module.data[id].name)),
        ConstValue::Func(id) => format!("func {}", func_name(module, id)),
        ConstValue::Class(id) => format!("class {}", class_name(module, id)),
    }
}

/// A float that reads back to the same bits.
fn float_text(bits: u64) -> String {
    let value = f64::from_bits(bits);
    if bits == f64::NAN.to_bits() {
        "nan".into()
    } else if value.is_nan() {
        format!("nan:0x{bits:x}")
    } else {
        format!("{value:?}")
    }
}

struct FunctionPrinter<'m> {
    module: &'m Module,
    func: &'m Function,
    values: FxHashMap<Value, usize>,
    blocks: FxHashMap<Block, usize>,
}

impl<'m> FunctionPrinter<'m> {
    fn new(module: &'m Module, func: &'m Function) -> Self {
        let mut values = FxHashMap::default();
        let mut blocks = FxHashMap::default();
        for (i, &block) in func.layout.iter().enumerate() {
            blocks.insert(block, i);
            let data = &func.blocks[block];
            let results = data.insts.iter().flat_map(|&i| &func.insts[i].results);
            for &value in data.params.iter().chain(results) {
                let next = values.len();
                values.entry(value).or_insert(next);
            }
        }
        FunctionPrinter {
            module,
            func,
            values,
            blocks,
        }
    }

    fn value(&self, value: Value) -> String {
        match self.values.get(&value) {
            Some(number) => format!("%{number}"),
            None => format!("%undefined{}", value.0),
        }
    }
    fn value_list(&self, values: &[Value]) -> String {
        let items: Vec<String> = values.iter().map(|&v| self.value(v)).collect();
        items.join(", ")
    }
    fn block(&self, block: Block) -> String {
        match self.blocks.get(&block) {
            Some(number) => format!("block{number}"),
            None => format!("absent{}", block.0),
        }
    }
    fn target(&self, target: &BlockCall) -> String {
        let block = self.block(target.block);
        match target.args.is_empty() {
            true => block,
            false => format!("{block}({})", self.value_list(&target.args)),
        }
    }
    fn params(&self, values: &[Value]) -> String {
        let items: Vec<String> = values
            .iter()
            .map(|&v| {
                let ty = type_text(self.module, self.func.ty(v));
                format!("{}: {ty}", self.value(v))
            })
            .collect();
        items.join(", ")
    }

    fn header(&self) -> String {
        let sig = &self.module.sigs[self.func.sig];
        let params = match self.func.layout.first() {
            Some(&entry) => self.params(&self.func.blocks[entry].params),
            None => {
                let types = sig.params.iter().enumerate();
                let items: Vec<String> = types
                    .map(|(i, &t)| format!("%{i}: {}", type_text(self.module, t)))
                    .collect();
                items.join(", ")
            }
        };
        let result = match sig.result {
            Some(ty) => format!(" -> {}", type_text(self.module, ty)),
            None => String::new(),
        };
        let attrs = attrs_text(self.func.attrs);
        format!("fn {}({params}){result}{attrs}", name(&self.func.name))
    }

    fn body(&self, out: &mut String) {
        for &block in &self.func.layout {
            let data = &self.func.blocks[block];
            *out += &self.block(block);
            if !data.params.is_empty() {
                write!(out, "({})", self.params(&data.params)).unwrap();
            }
            *out += if data.cold { " cold:\n" } else { ":\n" };
            for &inst in &data.insts {
                writeln!(out, "  {}", self.inst(&self.func.insts[inst])).unwrap();
            }
        }
    }

    fn inst(&self, data: &InstData) -> String {
        let mut out = String::new();
        if !data.results.is_empty() {
            write!(out, "{} = ", self.value_list(&data.results)).unwrap();
        }
        out += data.op.name();
        let imms: Vec<String> = data
            .imms
            .iter()
            .filter(|i| !matches!(i, Imm::Cases(_)))
            .map(|i| self.imm(i))
            .collect();
        let mut parts = Vec::new();
        let glue = if data.op == Op::Iconst { " " } else { ", " };
        if !imms.is_empty() {
            parts.push(imms.join(glue));
        }
        if is_plain_call(data.op) {
            let args = self.value_list(&data.args);
            write!(out, " {}({args})", parts.concat()).unwrap();
        } else if let (Op::CallRef | Op::TryCallRef, Some((fun, rest))) =
            (data.op, data.args.split_first())
        {
            let args = self.value_list(rest);
            write!(out, " {}, {}({args})", parts.concat(), self.value(*fun)).unwrap();
        } else {
            parts.extend(data.args.iter().map(|&v| self.value(v)));
            if !data.op.is_try_call() {
                parts.extend(self.targets(data));
            }
            if !parts.is_empty() {
                write!(out, " {}", parts.join(", ")).unwrap();
            }
        }
        if data.op.is_try_call() {
            write!(out, " -> {}", self.targets(data).join(", ")).unwrap();
        }
        if data.loc.line != 0 {
            write!(out, " !{}:{}", data.loc.file, data.loc.line).unwrap();
        }
        out
    }

    fn targets(&self, data: &InstData) -> Vec<String> {
        let Some(Imm::Cases(cases)) = data.imms.first() else {
            return data.targets.iter().map(|t| self.target(t)).collect();
        };
        let mut targets = data.targets.iter().map(|t| self.target(t));
        let default = targets.next().unwrap_or_default();
        let cases: Vec<String> = cases
            .iter()
            .zip(targets)
            .map(|(case, target)| format!("{case}: {target}"))
            .collect();
        vec![default, format!("[{}]", cases.join(", "))]
    }

    fn imm(&self, imm: &Imm) -> String {
        let module = self.module;
        match imm {
            Imm::Int(v) => v.to_string(),
            Imm::Float(bits) => float_text(*bits),
            Imm::Type(ty) => type_text(module, *ty),
            Imm::Class(c) => class_name(module, *c),
            Imm::Field(f) => match module.fields.get(*f) {
                Some(row) => member(module, row.class, &row.name),
                None => format!("@?{f}"),
            },
            Imm::Slot(s) => match module.slots.get(*s) {
                Some(row) => member(module, row.class, &row.name),
                None => format!("@?{s}"),
            },
            Imm::Const(c) => match module.consts.get(*c) {
                Some(row) => member(module, row.class, &row.name),
                None => format!("@?{c}"),
            },
            Imm::Array(a) => type_text(module, Type::Arr(*a, false)),
            Imm::Func(f) => func_name(module, *f),
            Imm::Extern(e) => match module.externs.get(*e) {
                Some(row) => name(&row.name),
                None => format!("@?{e}"),
            },
            Imm::Sig(s) => type_text(module, Type::Fn(*s, false)),
            Imm::Data(d) => match module.data.get(*d) {
                Some(row) => name(&row.name),
                None => format!("@?{d}"),
            },
            Imm::Frozen(f) => match module.frozen.get(*f) {
                Some(row) => name(&row.name),
                None => format!("@?{f}"),
            },
            Imm::Trap(code) => code.name().into(),
            Imm::Cases(cases) => format!("{cases:?}"),
        }
    }
}

/// Calls whose operands stand in parentheses after the callee.
pub(super) fn is_plain_call(op: Op) -> bool {
    matches!(
        op,
        Op::Call | Op::CallVirtual | Op::CallExtern | Op::TryCall | Op::TryCallVirtual
    )
}

fn attrs_text(attrs: Attrs) -> String {
    [
        (attrs.nothrow, " nothrow"),
        (attrs.cold, " cold"),
        (attrs.inline, " inline"),
        (attrs.noinline, " noinline"),
        (attrs.fetch, " fetch"),
    ]
    .into_iter()
    .filter(|(on, _)| *on)
    .map(|(_, word)| word.to_owned())
    .chain(attrs.handler.map(|number| format!(" handler {number}")))
    .collect()
}

/// One function, a declaration without body as its header alone.
pub fn function_text(module: &Module, func: &Function) -> String {
    let printer = FunctionPrinter::new(module, func);
    let mut out = printer.header();
    if func.is_declaration() {
        out += "\n";
        return out;
    }
    out += " {\n";
    printer.body(&mut out);
    out += "}\n";
    out
}

/// One instruction, with the numbers that [`function_text`] gives.
pub fn inst_text(module: &Module, func: &Function, inst: Inst) -> String {
    FunctionPrinter::new(module, func).inst(&func.insts[inst])
}

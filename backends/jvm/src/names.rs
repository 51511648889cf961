//! Java names and descriptors of everything in a module, and which class holds which function.
//!
//! IR names may hold characters that the JVM forbids; [`mangle`] replaces them reversibly (`kaa.rt.Trap` undoes it in messages).

use std::cell::RefCell;

use kaa_ir::entity::Entity;
use kaa_ir::function::{Function, Imm};
use kaa_ir::module::{ConstValue, FrozenBody};
use kaa_ir::{
    ClassConstId, ClassId, ExternId, FieldId, FuncId, Module, Op, SigId, SlotId, Storage, Type,
};

pub const OBJ: &str = "kaa/rt/Obj";
pub const CTX: &str = "kaa/rt/Ctx";
pub const RT: &str = "kaa/rt/Rt";
pub const EXTERNS: &str = "kaa/rt/Externs";
pub const EXCEPTION: &str = "kaa/rt/KaaException";
pub const TRAP: &str = "kaa/rt/Trap";
pub const FN: &str = "kaa/rt/Fn";
pub const WEAK: &str = "kaa/rt/Weak";
/// Where generated classes live.
pub const PACKAGE: &str = "kaa/gen/";
/// Context class of modules whose context object is not itself a `kaa/rt/Ctx`.
pub const WRAPPED_CTX: &str = "kaa/gen/$Ctx";

/// Functions of one class refer to at most so many constants, roughly; 65,535 is the hard limit.
const MAX_POOL_ESTIMATE: usize = 45_000;

/// How the implicit first parameter relates to the IR's context object.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CtxForm {
    /// The module has no context class: a bare `kaa/rt/Ctx`.
    Bare,
    /// The context class is a root: it extends `kaa/rt/Ctx` and is the parameter itself.
    Itself,
    /// The context class has a parent: the parameter is a `kaa/gen/$Ctx` with a field `object`.
    Wrapped,
}

/// The static method of a function.
#[derive(Clone, Debug)]
pub struct Site {
    pub class: String,
    pub method: String,
    pub descriptor: String,
}

/// Function reference: element `index` of the group class's static array `all`.
#[derive(Clone, Debug)]
pub struct FnMember {
    pub group: String,
    pub index: usize,
}

/// A class of references to functions of one signature.
#[derive(Clone, Debug)]
pub struct FnGroup {
    pub class: String,
    pub sig: SigId,
    pub members: Vec<FuncId>,
}

/// A class of static methods; all of one source file.
#[derive(Clone, Debug)]
pub struct CodeClass {
    pub name: String,
    /// Index into the module's files, if the functions have places.
    pub file: Option<u32>,
    pub funcs: Vec<FuncId>,
}

pub struct Names<'m> {
    pub module: &'m Module,
    pub ctx_form: CtxForm,
    pub ctx_class: String,
    pub code_classes: Vec<CodeClass>,
    pub fn_groups: Vec<FnGroup>,
    classes: Vec<String>,
    sites: Vec<Site>,
    members: Vec<Option<FnMember>>,
    /// By class: instances may be registered for finalization.
    guarded: Vec<bool>,
    /// By signature: its class was named, so it must exist.
    used_fn_classes: RefCell<Vec<bool>>,
}

/// Replaces the characters that names of methods and classes must not hold.
pub fn mangle(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        let escape = match c {
            '$' => '$',
            '.' => 'd',
            '/' => 's',
            '[' => 'l',
            ';' => 'c',
            '<' => 'a',
            '>' => 'b',
            '\\' => 'r',
            ':' => 'n',
            other => {
                out.push(other);
                continue;
            }
        };
        out.extend(['$', escape]);
    }
    out
}

impl<'m> Names<'m> {
    pub fn new(module: &'m Module) -> Self {
        let classes: Vec<String> = module
            .classes
            .values()
            .map(|c| format!("{PACKAGE}{}", mangle(&c.name)))
            .collect();
        let (ctx_form, ctx_class) = match module.context {
            None => (CtxForm::Bare, CTX.to_owned()),
            Some(c) if module.classes[c].parent.is_none() => {
                (CtxForm::Itself, classes[c.index()].clone())
            }
            Some(_) => (CtxForm::Wrapped, WRAPPED_CTX.to_owned()),
        };
        let mut names = Names {
            module,
            ctx_form,
            ctx_class,
            code_classes: Vec::new(),
            fn_groups: Vec::new(),
            classes,
            sites: Vec::new(),
            members: vec![None; module.funcs.len()],
            guarded: guarded_classes(module),
            used_fn_classes: RefCell::new(vec![false; module.sigs.len()]),
        };
        names.place_functions();
        names.group_references();
        names
    }

    pub fn class(&self, class: ClassId) -> &str {
        &self.classes[class.index()]
    }
    /// The class holds the guard that finalization needs; none above it does.
    pub fn is_guarded(&self, class: ClassId) -> bool {
        self.guarded[class.index()]
    }
    pub fn super_class(&self, class: ClassId) -> &str {
        match self.module.classes[class].parent {
            Some(parent) => self.class(parent),
            None if self.ctx_form == CtxForm::Itself && self.module.context == Some(class) => CTX,
            None => OBJ,
        }
    }
    pub fn field(&self, field: FieldId) -> (&str, String, String) {
        let row = &self.module.fields[field];
        let descriptor = self.storage(row.storage);
        (self.class(row.class), mangle(&row.name), descriptor)
    }
    /// Declaring class, name, descriptor without the receiver. The number keeps equal names of other slots apart.
    pub fn slot(&self, slot: SlotId) -> (&str, String, String) {
        let row = &self.module.slots[slot];
        let name = format!("{}#{}", mangle(&row.name), slot.0);
        let sig = &self.module.sigs[row.sig];
        let descriptor = self.descriptor(&sig.params[1..], sig.result);
        (self.class(row.class), name, descriptor)
    }
    /// Handlers see the JVM's own errors, as objects of the program.
    pub fn takes_host_errors(&self) -> bool {
        self.module.overflow.is_some() || self.module.exhausted.is_some()
    }
    /// Getter of a class constant. It takes the context when the constant is an object.
    pub fn class_const(&self, id: ClassConstId) -> (&str, String, String) {
        let row = &self.module.consts[id];
        let name = format!("{}#c{}", mangle(&row.name), id.0);
        let ty = self.ty(row.ty);
        let descriptor = match self.const_needs_ctx(row.ty) {
            true => format!("(L{};){ty}", self.ctx_class),
            false => format!("(){ty}"),
        };
        (self.class(row.class), name, descriptor)
    }
    pub fn const_needs_ctx(&self, ty: Type) -> bool {
        ty.is_reference()
    }
    pub fn site(&self, func: FuncId) -> &Site {
        &self.sites[func.index()]
    }
    pub fn fn_member(&self, func: FuncId) -> &FnMember {
        self.members[func.index()]
            .as_ref()
            .unwrap_or_else(|| panic!("reference to {func} was not seen by the scan"))
    }
    /// The abstract class of references to functions of a signature; its name tells the shape.
    pub fn fn_class(&self, sig: SigId) -> String {
        self.used_fn_classes.borrow_mut()[sig.index()] = true;
        let row = &self.module.sigs[sig];
        let letter = |ty: Type| match ty {
            Type::I1 => 'Z',
            Type::I32 => 'I',
            Type::I64 => 'J',
            Type::F64 => 'D',
            _ => 'A',
        };
        let params: String = row.params.iter().map(|&t| letter(t)).collect();
        let result = row.result.map_or('V', letter);
        format!("{PACKAGE}Fn${params}${result}${}", sig.0)
    }
    /// A signature whose class was named and is not among those done.
    pub fn next_used_signature(&self, done: &[bool]) -> Option<SigId> {
        let used = self.used_fn_classes.borrow();
        let mut open = used.iter().zip(done);
        open.position(|(used, done)| *used && !done)
            .map(SigId::from_index)
    }
    pub fn externs(&self, id: ExternId) -> (String, String) {
        let row = &self.module.externs[id];
        let sig = &self.module.sigs[row.sig];
        let params: String = sig.params.iter().map(|&t| self.ty(t)).collect();
        let result = sig.result.map_or_else(|| "V".to_owned(), |t| self.ty(t));
        (row.name.clone(), format!("({params}){result}"))
    }

    /// Descriptor of a value type.
    pub fn ty(&self, ty: Type) -> String {
        match ty {
            Type::I1 => "Z".into(),
            Type::I32 => "I".into(),
            Type::I64 => "J".into(),
            Type::F64 => "D".into(),
            Type::Ref(class, _) => format!("L{};", self.class(class)),
            Type::Arr(array, _) => format!("[{}", self.storage(self.module.arrays[array])),
            Type::Any(_) | Type::Handle(_) => "Ljava/lang/Object;".into(),
            Type::Fn(sig, _) => format!("L{};", self.fn_class(sig)),
            Type::Cls => "Ljava/lang/Class;".into(),
            Type::Weak(_) => format!("L{WEAK};"),
        }
    }
    pub fn storage(&self, storage: Storage) -> String {
        match storage {
            Storage::I8 => "B".into(),
            Storage::I16 => "S".into(),
            Storage::F32 => "F".into(),
            Storage::Value(ty) => self.ty(ty),
        }
    }
    /// Method descriptor with the context in front.
    pub fn descriptor(&self, params: &[Type], result: Option<Type>) -> String {
        let params: String = params.iter().map(|&t| self.ty(t)).collect();
        let result = result.map_or_else(|| "V".to_owned(), |t| self.ty(t));
        format!("(L{};{params}){result}", self.ctx_class)
    }
    pub fn sig(&self, sig: SigId) -> String {
        let row = &self.module.sigs[sig];
        self.descriptor(&row.params, row.result)
    }

    /// One class a source file, more when its constant pool would overflow. What only the start of the program calls is
    /// kept apart: the classes of files are loaded, and verified, when something else of them is wanted.
    fn place_functions(&mut self) {
        let mut open: Vec<(Option<u32>, usize, usize)> = Vec::new();
        let is_start = start_functions(self.module);
        for (id, func) in self.module.funcs.iter() {
            let file = file_of(func).filter(|_| !is_start[id.index()]);
            let weight = pool_estimate(func);
            let part = open.iter_mut().find(|(f, ..)| *f == file);
            let at = match part {
                Some((_, at, total)) if *total + weight <= MAX_POOL_ESTIMATE => {
                    *total += weight;
                    *at
                }
                Some((_, at, total)) => {
                    (*at, *total) = (self.code_classes.len(), weight);
                    self.new_code_class(file)
                }
                None => {
                    open.push((file, self.code_classes.len(), weight));
                    self.new_code_class(file)
                }
            };
            let class = &mut self.code_classes[at];
            class.funcs.push(id);
            self.sites.push(Site {
                class: class.name.clone(),
                method: mangle(&func.name),
                descriptor: String::new(),
            });
            self.sites[id.index()].descriptor = self.sig(func.sig);
        }
    }

    fn new_code_class(&mut self, file: Option<u32>) -> usize {
        let stem = match file {
            Some(file) => {
                let path = &self.module.files[file as usize];
                let stem = path
                    .rsplit_once('.')
                    .map_or(path.as_str(), |(stem, _)| stem);
                let parts = stem.split('/').filter(|p| !p.is_empty());
                parts.map(mangle).collect::<Vec<_>>().join("/")
            }
            None => "start".to_owned(),
        };
        let same = |c: &&CodeClass| c.file == file;
        let part = self.code_classes.iter().filter(same).count();
        let suffix = if part == 0 {
            String::new()
        } else {
            format!("${}", part + 1)
        };
        self.code_classes.push(CodeClass {
            name: format!("{PACKAGE}code/{stem}{suffix}"),
            file,
            funcs: Vec::new(),
        });
        self.code_classes.len() - 1
    }

    /// Groups the functions that are referenced by value, by signature, so that one class serves many.
    fn group_references(&mut self) {
        let mut seen = vec![false; self.module.funcs.len()];
        for_each_func_ref(self.module, &mut |func| seen[func.index()] = true);
        for sig in self.module.sigs.keys() {
            let funcs = self.module.funcs.iter();
            let members: Vec<FuncId> = funcs
                .filter(|(id, f)| seen[id.index()] && f.sig == sig)
                .map(|(id, _)| id)
                .collect();
            let case_bytes = 3 * self.module.sigs[sig].params.len() + 12;
            let chunk_len = (6_500 / case_bytes).clamp(1, 250);
            for (part, chunk) in members.chunks(chunk_len).enumerate() {
                let class = format!("{}${part}", self.fn_class(sig));
                for (index, func) in chunk.iter().enumerate() {
                    self.members[func.index()] = Some(FnMember {
                        group: class.clone(),
                        index,
                    });
                }
                self.fn_groups.push(FnGroup {
                    class,
                    sig,
                    members: chunk.to_vec(),
                });
            }
        }
    }
}

/// By function: it is the entry, or all that calls it are such functions, and nothing refers to it by value.
fn start_functions(module: &Module) -> Vec<bool> {
    let mut callers: Vec<Vec<FuncId>> = vec![Vec::new(); module.funcs.len()];
    for (id, func) in module.funcs.iter() {
        for inst in func.insts.values() {
            if let (Op::Call | Op::TryCall, Some(&Imm::Func(callee))) = (inst.op, inst.imms.first())
            {
                callers[callee.index()].push(id);
            }
        }
    }
    let mut elsewhere = vec![false; module.funcs.len()];
    for_each_func_ref(module, &mut |func| elsewhere[func.index()] = true);
    let methods = module.classes.values().flat_map(|c| c.methods.values());
    methods.for_each(|func| elsewhere[func.index()] = true);
    let mut start: Vec<bool> = elsewhere.iter().map(|other| !other).collect();
    // From "all" down: a function with a caller that is none is none.
    let mut changed = true;
    while changed {
        changed = false;
        for id in module.funcs.keys().filter(|&id| Some(id) != module.entry) {
            let callers = &callers[id.index()];
            let fits = !callers.is_empty() && callers.iter().all(|c| start[c.index()]);
            if start[id.index()] && !fits {
                start[id.index()] = false;
                changed = true;
            }
        }
    }
    start
}

/// The source file of a function: that of its first instruction with a place.
fn file_of(func: &Function) -> Option<u32> {
    func.insts
        .values()
        .map(|i| i.loc)
        .find(|l| l.line != 0)
        .map(|l| l.file)
}

fn pool_estimate(func: &Function) -> usize {
    let insts = func.insts.values().map(|inst| match inst.op {
        Op::Jump | Op::BrIf | Op::Return => 0,
        op if op.info().raises || op == Op::CallExtern => 6,
        _ if inst.imms.is_empty() => 1,
        _ => 4,
    });
    8 + insts.sum::<usize>()
}

/// The classes that operands of `finalizer_register` are declared as; roots stand for `any`. Only the topmost of a line.
fn guarded_classes(module: &Module) -> Vec<bool> {
    let mut named = vec![false; module.classes.len()];
    for func in module.funcs.values() {
        let insts = func.insts.values();
        for inst in insts.filter(|i| i.op == Op::FinalizerRegister) {
            match func.ty(inst.args[0]) {
                Type::Ref(class, _) => named[class.index()] = true,
                _ => {
                    for (id, class) in module.classes.iter() {
                        named[id.index()] |= class.parent.is_none();
                    }
                }
            }
        }
    }
    let topmost = |class: ClassId| {
        let above = module.ancestry(class);
        named[class.index()] && above.iter().filter(|c| named[c.index()]).count() == 1
    };
    module.classes.keys().map(topmost).collect()
}

/// Functions used as values, in code, class constants and frozen objects.
fn for_each_func_ref(module: &Module, found: &mut dyn FnMut(FuncId)) {
    for inst in module.funcs.values().flat_map(|f| f.insts.values()) {
        if let (Op::FuncRef, Some(&Imm::Func(func))) = (inst.op, inst.imms.first()) {
            found(func);
        }
    }
    let mut constant = |value: &ConstValue| {
        if let ConstValue::Func(func) = value {
            found(*func);
        }
    };
    for class in module.classes.values() {
        class.const_values.values().for_each(&mut constant);
    }
    for frozen in module.frozen.values() {
        match &frozen.body {
            FrozenBody::Object { fields, .. } => fields.iter().for_each(|(_, v)| constant(v)),
            FrozenBody::Array { items, .. } => items.iter().for_each(&mut constant),
        }
    }
}

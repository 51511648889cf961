//! The module's declarations as CLR declarations: which type, field or method stands for which.

use super::runtime::{RUNTIME_ASSEMBLY, Runtime};
use crate::metadata::{Assembly, FieldHandle, MethodHandle, MethodSig, Type, TypeHandle, flags};
use kaa_ir::{ArrayId, ClassId, ExternId, FuncId, Module, SigId, Storage, entity::Entity, types};
use rustc_hash::FxHashMap;

/// Functions per static class: few enough that loading one class stays cheap.
const FUNCTIONS_PER_CLASS: usize = 250;

pub const STATIC_CLASS: u32 =
    flags::TYPE_PUBLIC | flags::TYPE_ABSTRACT | flags::TYPE_SEALED | flags::TYPE_BEFORE_FIELD_INIT;
pub const STATIC_METHOD: u16 =
    flags::METHOD_PUBLIC | flags::METHOD_STATIC | flags::METHOD_HIDE_BY_SIG;
pub const VIRTUAL_METHOD: u16 =
    flags::METHOD_PUBLIC | flags::METHOD_VIRTUAL | flags::METHOD_HIDE_BY_SIG;

/// A class of the IR.
#[derive(Clone, Copy)]
pub struct ClassRow {
    pub index: u32,
    pub ctor: MethodHandle,
    /// Preorder number from 1; the descriptor value of type `cls`.
    pub number: i32,
    /// The largest number below this class.
    pub last: i32,
    /// `static C Make(long)` of an immediate class.
    pub make: Option<MethodHandle>,
}

impl ClassRow {
    pub fn handle(&self) -> TypeHandle {
        TypeHandle::Def(self.index)
    }
}

/// An array type of the IR.
#[derive(Clone)]
pub struct ArrayRow {
    pub element: Type,
    /// The one field of the cell struct, for elements that are no scalars.
    pub cell: Option<FieldHandle>,
    pub try_new: Option<MethodHandle>,
    pub fill: Option<MethodHandle>,
    pub copy: Option<MethodHandle>,
}

/// A signature that function references use.
#[derive(Clone, Copy)]
pub struct SigRow {
    pub class: TypeHandle,
    pub ctor: MethodHandle,
    pub call: MethodHandle,
}

pub struct World<'m> {
    pub module: &'m Module,
    pub asm: Assembly,
    pub rt: Runtime,
    pub classes: Vec<ClassRow>,
    pub fields: Vec<FieldHandle>,
    pub slots: Vec<MethodHandle>,
    pub consts: Vec<MethodHandle>,
    pub funcs: Vec<MethodHandle>,
    arrays: FxHashMap<ArrayId, ArrayRow>,
    sigs: FxHashMap<SigId, SigRow>,
    /// Functions that are taken as values: the group's static array and the index in it.
    pub references: FxHashMap<FuncId, (FieldHandle, i32)>,
    pub array_class: Option<u32>,
    /// Compile every unchecked cast as a checked one.
    pub check_casts: bool,
}

impl<'m> World<'m> {
    pub fn new(module: &'m Module, name: &str, check_casts: bool) -> World<'m> {
        let mut asm = Assembly::new(name, &format!("{name}.exe"));
        let rt = Runtime::new(&mut asm);
        debug_assert!(
            asm.name != RUNTIME_ASSEMBLY,
            "clr: the program takes the runtime's name"
        );
        let mut world = World {
            module,
            asm,
            rt,
            classes: Vec::new(),
            fields: Vec::new(),
            slots: Vec::new(),
            consts: Vec::new(),
            funcs: Vec::new(),
            arrays: FxHashMap::default(),
            sigs: FxHashMap::default(),
            references: FxHashMap::default(),
            array_class: None,
            check_casts,
        };
        world.declare_classes();
        world.declare_fields();
        world.declare_slots();
        world.declare_functions();
        world
    }

    fn declare_classes(&mut self) {
        let numbers = number_classes(self.module);
        for (id, class) in self.module.classes.iter() {
            let mut bits = flags::TYPE_PUBLIC | flags::TYPE_BEFORE_FIELD_INIT;
            let (number, last) = numbers[id.index()];
            if class.is_abstract {
                bits |= flags::TYPE_ABSTRACT;
            } else if number == last {
                // Nothing is below, and the world is closed: tests and calls of sealed classes are cheaper.
                bits |= flags::TYPE_SEALED;
            }
            let index = self.asm.declare_type("", &class.name, bits, None);
            let sig = MethodSig::instance(vec![], Type::Void);
            let ctor = self.asm.declare_method(index, ".ctor", flags::CTOR, sig);
            self.classes.push(ClassRow {
                index,
                ctor,
                number,
                last,
                make: None,
            });
        }
        for (id, class) in self.module.classes.iter() {
            let base = class
                .parent
                .map_or(self.rt.obj, |parent| self.class(parent).handle());
            let index = self.class(id).index;
            self.asm.type_mut(index).base = Some(base);
        }
    }

    fn declare_fields(&mut self) {
        for (_, field) in self.module.fields.iter() {
            let ty = self.storage(field.storage);
            let owner = self.class(field.class).index;
            let handle = self
                .asm
                .declare_field(owner, &field.name, flags::FIELD_PUBLIC, ty);
            self.fields.push(handle);
        }
    }

    /// Slots and class constants become virtual methods. Their names carry the id, because the CLR
    /// overrides by name and signature.
    fn declare_slots(&mut self) {
        for (id, slot) in self.module.slots.iter() {
            let sig = self.slot_sig(slot.sig);
            let class = &self.module.classes[slot.class];
            let bits = new_slot(class.methods.contains_key(&id), class.is_abstract);
            let owner = self.class(slot.class).index;
            let name = format!("{}${}", slot.name, id.0);
            let method = self.asm.declare_method(owner, &name, bits, sig);
            self.slots.push(method);
        }
        for (id, constant) in self.module.consts.iter() {
            let ty = self.value(constant.ty);
            let sig = MethodSig::instance(vec![self.rt.ctx_type()], ty);
            let class = &self.module.classes[constant.class];
            let bits = new_slot(class.const_values.contains_key(&id), class.is_abstract);
            let owner = self.class(constant.class).index;
            let name = format!("{}$const{}", constant.name, id.0);
            let method = self.asm.declare_method(owner, &name, bits, sig);
            self.consts.push(method);
        }
    }

    fn slot_sig(&mut self, sig: SigId) -> MethodSig {
        let sig = self.module.sigs[sig].clone();
        let params = self.params(&sig.params[1..]);
        MethodSig::instance(params, self.result(sig.result))
    }

    fn declare_functions(&mut self) {
        let mut owner = 0;
        for (id, func) in self.module.funcs.iter() {
            if id.index() % FUNCTIONS_PER_CLASS == 0 {
                let name = format!("Code{}", id.index() / FUNCTIONS_PER_CLASS);
                owner = self
                    .asm
                    .declare_type("kaa", &name, STATIC_CLASS, Some(self.rt.object));
            }
            let sig = self.function_sig(func.sig);
            let method = self
                .asm
                .declare_method(owner, &func.name, STATIC_METHOD, sig);
            let inline = match (func.attrs.inline, func.attrs.noinline || func.attrs.cold) {
                (true, _) => flags::IMPL_AGGRESSIVE_INLINING,
                (_, true) => flags::IMPL_NO_INLINING,
                _ => 0,
            };
            self.asm.set_impl_flags(method, inline);
            self.funcs.push(method);
        }
    }

    /// The static method's signature of a function: the context, then the parameters.
    pub fn function_sig(&mut self, sig: SigId) -> MethodSig {
        let sig = self.module.sigs[sig].clone();
        MethodSig::fixed(self.params(&sig.params), self.result(sig.result))
    }

    fn params(&mut self, params: &[types::Type]) -> Vec<Type> {
        let mut out = vec![self.rt.ctx_type()];
        out.extend(params.iter().map(|&ty| self.value(ty)));
        out
    }

    fn result(&mut self, result: Option<types::Type>) -> Type {
        result.map_or(Type::Void, |ty| self.value(ty))
    }

    pub fn class(&self, id: ClassId) -> ClassRow {
        self.classes[id.index()]
    }

    /// The classes that an instance of the class can be of exactly, when they are few.
    pub fn exact_classes(&self, id: ClassId) -> Option<Vec<ClassId>> {
        const MOST: usize = 2;
        let above = self.class(id);
        let concrete = self.module.classes.iter().filter(|(below, class)| {
            (above.number..=above.last).contains(&self.class(*below).number) && !class.is_abstract
        });
        let found: Vec<ClassId> = concrete.map(|(below, _)| below).take(MOST + 1).collect();
        (1..=MOST).contains(&found.len()).then_some(found)
    }

    pub fn class_type(&self, id: ClassId) -> Type {
        Type::Class(self.class(id).handle())
    }

    /// The CLR type of a value.
    pub fn value(&mut self, ty: types::Type) -> Type {
        match ty {
            types::Type::I1 | types::Type::I32 | types::Type::Cls => Type::I4,
            types::Type::I64 => Type::I8,
            types::Type::F64 => Type::R8,
            types::Type::Ref(class, _) => self.class_type(class),
            types::Type::Arr(array, _) => Type::array(self.array(array).element),
            types::Type::Any(_) | types::Type::Handle(_) => Type::Object,
            types::Type::Fn(sig, _) => Type::Class(self.sig(sig).class),
            types::Type::Weak(_) => Type::Class(self.rt.weak),
        }
    }

    /// The CLR type of a field.
    pub fn storage(&mut self, storage: Storage) -> Type {
        match storage {
            Storage::I8 => Type::I1,
            Storage::I16 => Type::I2,
            Storage::F32 => Type::R4,
            Storage::Value(types::Type::I1) => Type::Bool,
            Storage::Value(ty) => self.value(ty),
        }
    }

    /// The array type's row; makes its cell struct when first asked.
    pub fn array(&mut self, id: ArrayId) -> ArrayRow {
        if let Some(row) = self.arrays.get(&id) {
            return row.clone();
        }
        let storage = self.module.arrays[id];
        let is_scalar = !matches!(storage, Storage::Value(ty)
            if ty.is_reference() || ty == types::Type::Cls);
        let row = match is_scalar {
            true => {
                let element = self.storage(storage);
                ArrayRow {
                    element,
                    cell: None,
                    try_new: None,
                    fill: None,
                    copy: None,
                }
            }
            false => self.cell(id, storage),
        };
        self.arrays.insert(id, row.clone());
        row
    }

    /// Stores into an array of a sealed one-field struct need no covariance check, and each array
    /// type stays distinct at run time, as the IR's invariant arrays are.
    fn cell(&mut self, id: ArrayId, storage: Storage) -> ArrayRow {
        let bits = flags::TYPE_PUBLIC | flags::TYPE_SEQUENTIAL | flags::TYPE_SEALED;
        let base = Some(self.rt.value_type);
        let index = self
            .asm
            .declare_type("kaa", &format!("Cell{}", id.0), bits, base);
        self.asm.type_mut(index).is_value = true;
        let element = Type::Value(TypeHandle::Def(index));
        // An array of arrays of itself cannot be written down, so the recursion ends.
        let ty = self.storage(storage);
        let cell = self.asm.declare_field(index, "v", flags::FIELD_PUBLIC, ty);
        ArrayRow {
            element,
            cell: Some(cell),
            try_new: None,
            fill: None,
            copy: None,
        }
    }

    pub fn array_mut(&mut self, id: ArrayId) -> &mut ArrayRow {
        self.array(id);
        self.arrays.get_mut(&id).expect("array row was just made")
    }

    /// The abstract class of a function reference's signature.
    pub fn sig(&mut self, id: SigId) -> SigRow {
        if let Some(&row) = self.sigs.get(&id) {
            return row;
        }
        let bits = flags::TYPE_PUBLIC | flags::TYPE_ABSTRACT;
        let index =
            self.asm
                .declare_type("kaa", &format!("Fn{}", id.0), bits, Some(self.rt.object));
        let class = TypeHandle::Def(index);
        let sig = MethodSig::instance(vec![], Type::Void);
        let ctor = self.asm.declare_method(index, ".ctor", flags::CTOR, sig);
        // Known before its signature is read, which may mention the type itself.
        let method = self.asm.declare_method(
            index,
            "Call",
            new_slot(false, true),
            MethodSig::instance(vec![], Type::Void),
        );
        let row = SigRow {
            class,
            ctor,
            call: method,
        };
        self.sigs.insert(id, row);
        let mut sig = self.function_sig(id);
        sig.has_this = true;
        self.asm.set_sig(method, sig);
        row
    }

    pub fn sig_rows(&self) -> Vec<(SigId, SigRow)> {
        let mut rows: Vec<_> = self.sigs.iter().map(|(&id, &row)| (id, row)).collect();
        rows.sort_by_key(|(id, _)| *id);
        rows
    }

    pub fn extern_method(&mut self, id: ExternId) -> MethodHandle {
        let row = &self.module.externs[id];
        let sig = self.module.sigs[row.sig].clone();
        let params = sig.params.iter().map(|&ty| self.boundary(ty)).collect();
        let ret = sig.result.map_or(Type::Void, |ty| self.boundary(ty));
        self.rt.extern_method(&mut self.asm, &row.name, params, ret)
    }

    /// The C# type of an extern's parameter: as a value, but i1 is bool.
    fn boundary(&mut self, ty: types::Type) -> Type {
        match ty {
            types::Type::I1 => Type::Bool,
            _ => self.value(ty),
        }
    }

    pub fn helper(&mut self, name: &'static str) -> MethodHandle {
        self.rt.helper(&mut self.asm, name)
    }
}

fn new_slot(has_code: bool, class_is_abstract: bool) -> u16 {
    let bits = VIRTUAL_METHOD | flags::METHOD_NEW_SLOT;
    if !has_code && class_is_abstract {
        bits | flags::METHOD_ABSTRACT
    } else {
        bits
    }
}

/// Preorder numbers from 1 and the largest number in each subtree.
fn number_classes(module: &Module) -> Vec<(i32, i32)> {
    let mut children = vec![Vec::new(); module.classes.len()];
    let mut roots = Vec::new();
    for (id, class) in module.classes.iter() {
        match class.parent {
            Some(parent) => children[parent.index()].push(id.index()),
            None => roots.push(id.index()),
        }
    }
    let mut numbers = vec![(0, 0); module.classes.len()];
    let mut next = 0;
    // A class is met twice: on the way down it gets its number, on the way up its last.
    let mut work: Vec<(usize, bool)> = roots.iter().rev().map(|&root| (root, false)).collect();
    while let Some((class, done)) = work.pop() {
        if done {
            numbers[class].1 = next;
            continue;
        }
        next += 1;
        numbers[class].0 = next;
        work.push((class, true));
        work.extend(children[class].iter().rev().map(|&child| (child, false)));
    }
    numbers
}

//! A module: the closed world of classes, functions, data and imports.

use rustc_hash::FxHashMap;

use crate::entity::*;
use crate::function::Function;
use crate::types::{Storage, Type};

#[derive(Clone, Default, Debug)]
pub struct Module {
    pub classes: EntityMap<ClassId, Class>,
    pub fields: EntityMap<FieldId, Field>,
    pub slots: EntityMap<SlotId, Slot>,
    pub consts: EntityMap<ClassConstId, ClassConst>,
    pub arrays: EntityMap<ArrayId, Storage>,
    pub sigs: EntityMap<SigId, Signature>,
    pub funcs: EntityMap<FuncId, Function>,
    pub externs: EntityMap<ExternId, Extern>,
    pub data: EntityMap<DataId, Data>,
    pub frozen: EntityMap<FrozenId, Frozen>,
    /// Source file names that [`crate::Loc`] counts.
    pub files: Vec<String>,
    /// Class of the context object that `ctx` answers; the runtime makes one zeroed instance per interpreter.
    pub context: Option<ClassId>,
    /// Root of everything that can be thrown.
    pub exception: Option<ClassId>,
    /// Thrown, zeroed, where the host's stack is used up and the host tells only then (JVM); below `exception`.
    pub overflow: Option<ClassId>,
    /// Thrown, zeroed, where the host's heap is used up and the host tells by an exception (JVM); below `exception`.
    pub exhausted: Option<ClassId>,
    /// Started by the runtime; signature `fn() -> i32` (the exit code).
    pub entry: Option<FuncId>,
    /// Set by the pass `lower_exceptions`: functions are in the sentinel form.
    pub exceptions_lowered: bool,
    array_ids: FxHashMap<Storage, ArrayId>,
    sig_ids: FxHashMap<Signature, SigId>,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Signature {
    pub params: Vec<Type>,
    pub result: Option<Type>,
}

#[derive(Clone, Debug)]
pub struct Class {
    pub name: String,
    pub parent: Option<ClassId>,
    /// No class is below it.
    pub is_final: bool,
    /// Never instantiated itself.
    pub is_abstract: bool,
    /// Final, one i64 field, made by `new_imm` only: the native backend may tag it, identity is unspecified.
    pub is_immediate: bool,
    /// Fields declared here, after the parent's.
    pub fields: Vec<FieldId>,
    /// Slots declared here (not those overridden).
    pub slots: Vec<SlotId>,
    /// Implementations given here, of slots declared here or above.
    pub methods: FxHashMap<SlotId, FuncId>,
    /// Constants declared here (not those overridden).
    pub consts: Vec<ClassConstId>,
    /// Values given here, of constants declared here or above.
    pub const_values: FxHashMap<ClassConstId, ConstValue>,
}

#[derive(Clone, Debug)]
pub struct Field {
    pub class: ClassId,
    pub name: String,
    pub storage: Storage,
}

#[derive(Clone, Debug)]
pub struct Slot {
    /// Class that declares the slot; the signature's first parameter is `ref` to it.
    pub class: ClassId,
    pub name: String,
    pub sig: SigId,
}

#[derive(Clone, Debug)]
pub struct ClassConst {
    pub class: ClassId,
    pub name: String,
    pub ty: Type,
}

/// Constant in a class descriptor or a frozen object.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum ConstValue {
    Int(i64),
    Float(f64),
    Null,
    Frozen(FrozenId),
    Data(DataId),
    Func(FuncId),
    Class(ClassId),
}

#[derive(Clone, Debug)]
pub struct Extern {
    pub name: String,
    pub sig: SigId,
    /// May be merged or dropped when its result is not used.
    pub pure: bool,
}

#[derive(Clone, Debug)]
pub struct Data {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// An object or array that exists before the program starts. Mutable unless the front end never writes it;
/// a program must not rely on writes being seen by another context.
#[derive(Clone, Debug)]
pub struct Frozen {
    pub name: String,
    pub body: FrozenBody,
}

#[derive(Clone, Debug)]
pub enum FrozenBody {
    /// Fields in order from the root class down; those left out are zero.
    Object {
        class: ClassId,
        fields: Vec<(FieldId, ConstValue)>,
    },
    Array {
        array: ArrayId,
        items: Vec<ConstValue>,
    },
}

impl Module {
    pub fn array(&mut self, storage: Storage) -> ArrayId {
        if let Some(&id) = self.array_ids.get(&storage) {
            return id;
        }
        let id = self.arrays.push(storage);
        self.array_ids.insert(storage, id);
        id
    }

    /// The array type without interning a new one.
    pub fn find_array(&self, storage: Storage) -> Option<ArrayId> {
        self.array_ids.get(&storage).copied()
    }

    pub fn sig(&mut self, params: Vec<Type>, result: Option<Type>) -> SigId {
        let sig = Signature { params, result };
        if let Some(&id) = self.sig_ids.get(&sig) {
            return id;
        }
        let id = self.sigs.push(sig.clone());
        self.sig_ids.insert(sig, id);
        id
    }

    pub fn add_class(&mut self, name: &str, parent: Option<ClassId>) -> ClassId {
        self.classes.push(Class {
            name: name.to_owned(),
            parent,
            is_final: false,
            is_abstract: false,
            is_immediate: false,
            fields: Vec::new(),
            slots: Vec::new(),
            methods: FxHashMap::default(),
            consts: Vec::new(),
            const_values: FxHashMap::default(),
        })
    }

    pub fn add_field(&mut self, class: ClassId, name: &str, storage: Storage) -> FieldId {
        let id = self.fields.push(Field {
            class,
            name: name.to_owned(),
            storage,
        });
        self.classes[class].fields.push(id);
        id
    }

    pub fn add_slot(&mut self, class: ClassId, name: &str, sig: SigId) -> SlotId {
        let id = self.slots.push(Slot {
            class,
            name: name.to_owned(),
            sig,
        });
        self.classes[class].slots.push(id);
        id
    }

    pub fn add_const(&mut self, class: ClassId, name: &str, ty: Type) -> ClassConstId {
        let id = self.consts.push(ClassConst {
            class,
            name: name.to_owned(),
            ty,
        });
        self.classes[class].consts.push(id);
        id
    }

    /// A function without blocks; the body is written by a [`crate::FunctionBuilder`].
    pub fn add_func(&mut self, name: &str, sig: SigId) -> FuncId {
        self.funcs.push(Function::new(name, sig))
    }

    /// The function of this name.
    pub fn find_func(&self, name: &str) -> Option<FuncId> {
        self.funcs
            .iter()
            .find(|(_, f)| f.name == name)
            .map(|(id, _)| id)
    }

    /// The class of this name.
    pub fn find_class(&self, name: &str) -> Option<ClassId> {
        self.classes
            .iter()
            .find(|(_, c)| c.name == name)
            .map(|(id, _)| id)
    }

    /// The extern of this name.
    pub fn find_extern(&self, name: &str) -> Option<ExternId> {
        self.externs
            .iter()
            .find(|(_, e)| e.name == name)
            .map(|(id, _)| id)
    }

    /// `class` itself or one above it.
    pub fn is_subclass(&self, class: ClassId, base: ClassId) -> bool {
        self.upwards(class).any(|c| c == base)
    }

    /// The class and those above it; ends also where the tree is not one.
    fn upwards(&self, class: ClassId) -> impl Iterator<Item = ClassId> + '_ {
        std::iter::successors(Some(class), |&c| self.classes[c].parent).take(self.classes.len())
    }

    /// The class and those above it, root first.
    pub fn ancestry(&self, class: ClassId) -> Vec<ClassId> {
        let mut line: Vec<ClassId> = self.upwards(class).collect();
        line.reverse();
        line
    }

    /// All fields of an instance, the root's first.
    pub fn all_fields(&self, class: ClassId) -> Vec<FieldId> {
        self.ancestry(class)
            .iter()
            .flat_map(|&c| self.classes[c].fields.iter().copied())
            .collect()
    }

    /// All slots of a class, the root's first: the vtable's order.
    pub fn all_slots(&self, class: ClassId) -> Vec<SlotId> {
        self.ancestry(class)
            .iter()
            .flat_map(|&c| self.classes[c].slots.iter().copied())
            .collect()
    }

    /// The field of this name that is nearest to the class, going up.
    pub fn field_named(&self, class: ClassId, name: &str) -> Option<FieldId> {
        self.nearest(class, |c| {
            let mut fields = c.fields.iter().copied();
            fields.find(|&f| self.fields[f].name == name)
        })
    }

    /// The slot of this name that is nearest to the class, going up.
    pub fn slot_named(&self, class: ClassId, name: &str) -> Option<SlotId> {
        self.nearest(class, |c| {
            let mut slots = c.slots.iter().copied();
            slots.find(|&s| self.slots[s].name == name)
        })
    }

    /// The class constant of this name that is nearest to the class, going up.
    pub fn const_named(&self, class: ClassId, name: &str) -> Option<ClassConstId> {
        self.nearest(class, |c| {
            let mut consts = c.consts.iter().copied();
            consts.find(|&id| self.consts[id].name == name)
        })
    }

    fn nearest<T>(&self, class: ClassId, pick: impl Fn(&Class) -> Option<T>) -> Option<T> {
        self.upwards(class).find_map(|c| pick(&self.classes[c]))
    }

    /// Implementation of a slot for instances of exactly `class`.
    pub fn find_method(&self, class: ClassId, slot: SlotId) -> Option<FuncId> {
        self.nearest(class, |c| c.methods.get(&slot).copied())
    }

    /// Value of a class constant for instances of exactly `class`.
    pub fn find_const(&self, class: ClassId, id: ClassConstId) -> Option<ConstValue> {
        self.nearest(class, |c| c.const_values.get(&id).copied())
    }

    /// `sub` may stand where `sup` is wanted: same scalar, or reference of a subclass with no null lost.
    pub fn is_subtype(&self, sub: Type, sup: Type) -> bool {
        if sub == sup {
            return true;
        }
        if sub.is_nullable() && !sup.is_nullable() {
            return false;
        }
        match (sub, sup) {
            (Type::Ref(a, _), Type::Ref(b, _)) => self.is_subclass(a, b),
            (Type::Ref(..) | Type::Arr(..) | Type::Any(_), Type::Any(_)) => true,
            _ => sub.with_null(true) == sup.with_null(true),
        }
    }
}

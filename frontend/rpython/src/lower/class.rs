//! Types, classes, fields, class constants, method slots.

use std::rc::Rc;

use kaa_ir::{self as ir, Storage, Type};

use super::Lowering;
use crate::consteval::Const;
use crate::types::{ClassConstId, ClassId, FieldId, FuncId, ListId, Ty};
use kaa_ir::module::ConstValue;

impl<'p, 'a> Lowering<'p, 'a> {
    pub fn ty(&mut self, m: &mut ir::Module, ty: Ty) -> Type {
        match ty {
            Ty::Bool => Type::I1,
            Ty::Int => Type::I64,
            Ty::I32 | Ty::U8 | Ty::I8 | Ty::U16 | Ty::I16 => Type::I32,
            Ty::Float | Ty::F32 => Type::F64,
            Ty::Class(class, null) => Type::Ref(self.class(m, class), null),
            Ty::Arr(list, null) => {
                let elem = self.p.lists.elem(list);
                Type::Arr(self.array(m, elem), null)
            }
            Ty::Any(null) => Type::Any(null),
            Ty::Null => Type::Any(true),
            Ty::Fn(list, null) => Type::Fn(self.fn_sig(m, list), null),
            Ty::Tuple(list) => Type::Ref(self.tuple(m, list).0, false),
            Ty::Weak(null) => Type::Weak(null),
            Ty::Handle(null) => Type::Handle(null),
            Ty::Error | Ty::Never | Ty::None => panic!("lower: no value has the type {ty:?}"),
        }
    }

    pub fn result_ty(&mut self, m: &mut ir::Module, ty: Ty) -> Option<Type> {
        match ty {
            Ty::None | Ty::Never => None,
            ty => Some(self.ty(m, ty)),
        }
    }

    pub fn storage(&mut self, m: &mut ir::Module, ty: Ty) -> Storage {
        match ty {
            Ty::U8 | Ty::I8 => Storage::I8,
            Ty::U16 | Ty::I16 => Storage::I16,
            Ty::F32 => Storage::F32,
            ty => Storage::Value(self.ty(m, ty)),
        }
    }

    /// Elements of reference type are nullable in the IR, so that arrays of `T` and of `T | None` are one type.
    pub fn array(&mut self, m: &mut ir::Module, elem: Ty) -> ir::ArrayId {
        let storage = match self.storage(m, elem) {
            Storage::Value(ty) => Storage::Value(ty.with_null(true)),
            small => small,
        };
        m.array(storage)
    }

    pub fn fn_sig(&mut self, m: &mut ir::Module, list: ListId) -> ir::SigId {
        let items = self.p.lists.get(list);
        let (&result, params) = items.split_last().expect("a function type has a result");
        let params = params.iter().map(|&p| self.ty(m, p)).collect();
        let result = self.result_ty(m, result);
        m.sig(params, result)
    }

    pub fn tuple(&mut self, m: &mut ir::Module, list: ListId) -> (ir::ClassId, Rc<[ir::FieldId]>) {
        if let Some((class, fields)) = self.tuples.get(&list) {
            return (*class, fields.clone());
        }
        let items = self.p.lists.get(list);
        let name = self.unique(&format!("Tuple_{}", self.p.show_list(&items)));
        let class = m.add_class(&name, None);
        m.classes[class].is_final = true;
        let mut fields = Vec::new();
        for (index, &item) in items.iter().enumerate() {
            let storage = self.storage(m, item);
            fields.push(m.add_field(class, &format!("item{index}"), storage));
        }
        let fields: Rc<[ir::FieldId]> = fields.into();
        self.tuples.insert(list, (class, fields.clone()));
        (class, fields)
    }

    pub fn class(&mut self, m: &mut ir::Module, id: ClassId) -> ir::ClassId {
        if let Some(&known) = self.classes.get(&id) {
            return known;
        }
        let parent = self.p.class(id).parent.map(|p| self.class(m, p));
        // The parent's fields may have led here.
        if let Some(&known) = self.classes.get(&id) {
            return known;
        }
        let name = self.p.class(id).name.clone();
        let name = self.unique(&name);
        let class = m.add_class(&name, parent);
        self.classes.insert(id, class);
        let source = self.p.class(id);
        m.classes[class].is_final = source.is_final;
        m.classes[class].is_immediate = source.is_immediate;
        for field in source.fields.clone() {
            let (name, ty) = (self.p.field(field).name, self.p.field(field).ty);
            let storage = self.storage(m, ty);
            let target = m.add_field(class, name, storage);
            self.fields.insert(field, target);
        }
        class
    }

    pub fn field(&mut self, m: &mut ir::Module, id: FieldId) -> ir::FieldId {
        let class = self.p.field(id).class;
        self.class(m, class);
        self.fields[&id]
    }

    /// Marks the class as one that objects are made of; its implementations of the slots are reached.
    pub fn instantiate(&mut self, m: &mut ir::Module, id: ClassId) -> ir::ClassId {
        let class = self.class(m, id);
        if self.instantiated.insert(id) {
            self.instances.push(id);
            for root in self.slot_roots.clone() {
                self.implement(m, root, id);
            }
        }
        class
    }

    fn implement(&mut self, m: &mut ir::Module, root: FuncId, class: ClassId) {
        let declared = self.p.func(root).class.expect("slots belong to classes");
        if !self.p.is_subclass(class, declared) {
            return;
        }
        let Some(func) = self.p.find_override(class, root) else {
            return;
        };
        if self.p.func(func).is_abstract {
            return;
        }
        let holder = self.p.func(func).class.expect("methods belong to classes");
        let holder = self.class(m, holder);
        let slot = self.slots[&root];
        let target = self.func(m, func);
        m.classes[holder].methods.insert(slot, target);
    }

    /// The slot of a method, declared by the topmost class that has one of the name.
    pub fn slot(&mut self, m: &mut ir::Module, func: FuncId) -> (ir::SlotId, FuncId) {
        let root = self.p.func(func).root;
        if let Some(&slot) = self.slots.get(&root) {
            return (slot, root);
        }
        let sig = self.p.func_sig(root);
        let class = self.p.func(root).class.expect("methods belong to classes");
        let owner = self.class(m, class);
        let params = sig.params.iter().map(|p| self.ty(m, p.ty)).collect();
        let result = self.result_ty(m, sig.result);
        let sig = m.sig(params, result);
        let name = self.p.func(root).name;
        let slot = m.add_slot(owner, name, sig);
        self.slots.insert(root, slot);
        self.slot_roots.push(root);
        for class in self.instances.clone() {
            self.implement(m, root, class);
        }
        (slot, root)
    }

    /// The class constant, with the values that all classes give it.
    pub fn class_const(&mut self, m: &mut ir::Module, id: ClassConstId) -> ir::ClassConstId {
        if let Some(&known) = self.consts.get(&id) {
            return known;
        }
        let (name, ty, class) = {
            let c = &self.p.class_consts[id.index()];
            (c.name, c.ty, c.class)
        };
        let owner = self.class(m, class);
        let ty = self.ty(m, ty);
        let target = m.add_const(owner, name, ty);
        self.consts.insert(id, target);
        target
    }

    pub fn const_value(&mut self, m: &mut ir::Module, value: &Const) -> ConstValue {
        match value {
            Const::None => ConstValue::Null,
            Const::Bool(b) => ConstValue::Int(i64::from(*b)),
            Const::Int(i) => ConstValue::Int(*i),
            Const::Float(f) => ConstValue::Float(*f),
            Const::Str(s) => ConstValue::Frozen(self.string(m, s)),
            Const::Bytes(b) => ConstValue::Data(self.bytes(m, b)),
        }
    }

    /// When everything is reached: constants' values, and classes without instances are abstract.
    pub fn finish_classes(&mut self, m: &mut ir::Module) {
        let mut consts: Vec<_> = self.consts.iter().map(|(&k, &v)| (k, v)).collect();
        consts.sort_unstable();
        let mut classes: Vec<_> = self.classes.iter().map(|(&k, &v)| (k, v)).collect();
        classes.sort_unstable_by_key(|c| c.1);
        for &(id, class) in &classes {
            for &(constant, target) in &consts {
                if let Some(value) = self.p.class(id).const_values.get(&constant).cloned() {
                    let value = self.const_value(m, &value);
                    m.classes[class].const_values.insert(target, value);
                }
            }
        }
        for (id, class) in classes {
            m.classes[class].is_abstract = !self.instantiated.contains(&id);
            // A class without objects has none below either: what matters of a final one is said by "abstract".
            m.classes[class].is_final &= self.instantiated.contains(&id);
        }
    }
}

//! Bodies of classes: constructors, slot implementations, class constants, immediate caches, and
//! the classes behind function references.

use super::world::{STATIC_CLASS, STATIC_METHOD, SigRow, VIRTUAL_METHOD, World};
use crate::il::{Body, Branch, Instr, Op as Cil};
use crate::metadata::{MethodHandle, MethodSig, Type, TypeHandle, flags};
use kaa_ir::module::ConstValue;
use kaa_ir::{ClassId, FuncId, SigId, SlotId, entity::Entity, types};

/// Cases of one dispatching `Call`: more would make the method too large to compile well.
const FUNCTIONS_PER_GROUP: usize = 250;

/// The integers whose boxes are shared.
const CACHED: std::ops::Range<i64> = -256..1024;

pub fn body(instrs: impl IntoIterator<Item = Instr>) -> Body {
    let mut body = Body::new();
    body.instrs.extend(instrs);
    body
}

impl World<'_> {
    pub fn class_bodies(&mut self) {
        for (id, class) in self.module.classes.iter() {
            self.constructor(id);
            if !class.is_abstract {
                self.class_number(id);
            }
            if class.is_immediate {
                self.immediate(id);
            }
            for (&slot, &func) in &class.methods {
                self.slot_body(id, slot, func);
            }
            for slot in class
                .slots
                .iter()
                .filter(|slot| !class.methods.contains_key(slot))
            {
                if !class.is_abstract {
                    self.missing_body(self.slots[slot.index()]);
                }
            }
            for (&constant, &value) in &class.const_values {
                let method = self.consts[constant.index()];
                let method = self.overriding(id, self.module.consts[constant].class, method);
                let mut body = Body::new();
                self.push_const(&mut body, value, self.module.consts[constant].ty, 1);
                body.op(Cil::Ret);
                self.asm.set_body(method, body);
            }
            for constant in class
                .consts
                .iter()
                .filter(|id| !class.const_values.contains_key(id))
            {
                if !class.is_abstract {
                    self.missing_body(self.consts[constant.index()]);
                }
            }
        }
    }

    /// The base constructors have nothing to do, so none is called.
    fn constructor(&mut self, id: ClassId) {
        self.asm
            .set_body(self.class(id).ctor, body([Cil::Ret.into()]));
    }

    fn class_number(&mut self, id: ClassId) {
        let row = self.class(id);
        let sig = MethodSig::instance(vec![], Type::I4);
        let method = self
            .asm
            .declare_method(row.index, "ClassNumber", VIRTUAL_METHOD, sig);
        self.asm
            .set_body(method, body([Instr::LdcI4(row.number), Cil::Ret.into()]));
    }

    /// A slot that only subclasses implement, in a class that is never made.
    fn missing_body(&mut self, method: MethodHandle) {
        let name = self.asm.method_name(method).to_owned();
        let mut body = Body::new();
        self.push_trap(&mut body, "unreachable", &name);
        self.asm.set_body(method, body);
    }

    /// Pushes a `Trap` and throws it.
    pub fn push_trap(&self, body: &mut Body, code: &str, place: &str) {
        body.push(Instr::LdStr(code.to_owned()));
        body.push(Instr::LdStr(place.to_owned()));
        body.push(Instr::NewObj(self.rt.trap_ctor));
        body.op(Cil::Throw);
    }

    /// The method of `class` that overrides `method` of `declaring`, or that method itself.
    fn overriding(
        &mut self,
        class: ClassId,
        declaring: ClassId,
        method: MethodHandle,
    ) -> MethodHandle {
        if class == declaring {
            return method;
        }
        let name = self.asm.method_name(method).to_owned();
        let sig = self.asm.method_sig(method).clone();
        self.asm
            .declare_method(self.class(class).index, &name, VIRTUAL_METHOD, sig)
    }

    /// The slot's method passes its receiver and arguments on to the static function.
    fn slot_body(&mut self, class: ClassId, slot: SlotId, func: FuncId) {
        let method = self.slots[slot.index()];
        let method = self.overriding(class, self.module.slots[slot].class, method);
        let target = self.funcs[func.index()];
        let params = self.asm.method_sig(target).params.clone();
        let mut body = Body::new();
        body.push(Instr::LdArg(1));
        for (index, ty) in params.iter().enumerate().skip(1) {
            body.push(Instr::LdArg(if index == 1 { 0 } else { index as u16 }));
            if ty.is_reference() {
                body.push(Instr::Assume(ty.clone()));
            }
        }
        body.push(Instr::Call(target));
        body.op(Cil::Ret);
        self.asm.set_body(method, body);
    }

    /// Pushes a constant of IR type `ty`; `ctx` is the argument that holds the context.
    pub fn push_const(&mut self, body: &mut Body, value: ConstValue, ty: types::Type, ctx: u16) {
        match value {
            ConstValue::Int(value) if ty == types::Type::I64 => body.push(Instr::LdcI8(value)),
            ConstValue::Int(value) => body.push(Instr::LdcI4(value as i32)),
            ConstValue::Float(value) => body.push(Instr::LdcR8(value)),
            ConstValue::Null => body.op(Cil::LdNull),
            ConstValue::Class(class) => body.push(Instr::LdcI4(self.class(class).number)),
            ConstValue::Func(func) => self.push_func_ref(body, func),
            ConstValue::Data(data) => {
                let method = self.helper("Data");
                let index = Instr::LdcI4(data.0 as i32);
                body.instrs
                    .extend([Instr::LdArg(ctx), index, Instr::Call(method)]);
            }
            ConstValue::Frozen(frozen) => {
                let method = self.helper("Frozen");
                let index = Instr::LdcI4(frozen.0 as i32);
                body.instrs
                    .extend([Instr::LdArg(ctx), index, Instr::Call(method)]);
                let ty = self.value(ty);
                body.push(Instr::Assume(ty));
            }
        }
    }

    /// Pushes the `System.Type` of a class; beside `GetType` the JIT compares method tables instead.
    pub fn push_type_of(&mut self, body: &mut Body, class: ClassId) {
        let ty = self.class_type(class);
        let handle = Type::Value(self.asm.core_type("System.RuntimeTypeHandle"));
        let type_class = self.asm.core_type("System.Type");
        let sig = MethodSig::fixed(vec![handle], Type::Class(type_class));
        let method = self.asm.method_ref(type_class, "GetTypeFromHandle", sig);
        body.push(Instr::LdTokenType(ty));
        body.push(Instr::Call(method));
    }

    /// `Object.GetType`.
    pub fn get_type(&mut self) -> MethodHandle {
        let type_class = self.asm.core_type("System.Type");
        let sig = MethodSig::instance(vec![], Type::Class(type_class));
        self.asm.method_ref(self.rt.object, "GetType", sig)
    }

    pub fn push_func_ref(&mut self, body: &mut Body, func: FuncId) {
        let (group, index) = self.references[&func];
        let class = self.sig(self.module.funcs[func].sig).class;
        body.push(Instr::LdSFld(group));
        body.push(Instr::LdcI4(index));
        body.push(Instr::LdElem(Type::Class(class)));
    }

    /// `static C Make(long)`: from the cache, which lives in a class of its own so that only it
    /// needs a type initializer.
    fn immediate(&mut self, id: ClassId) {
        let class = self.class(id);
        let ty = self.class_type(id);
        let field = self.fields[self.module.classes[id].fields[0].index()];
        let name = format!("{}$Cache", self.module.classes[id].name);
        let cache = self
            .asm
            .declare_type("kaa", &name, STATIC_CLASS, Some(self.rt.object));
        let bits = flags::FIELD_PUBLIC | flags::FIELD_STATIC | flags::FIELD_INIT_ONLY;
        let boxes = self
            .asm
            .declare_field(cache, "boxes", bits, Type::array(ty.clone()));
        let sig = MethodSig::fixed(vec![Type::I8], ty.clone());
        let make = self
            .asm
            .declare_method(class.index, "Make", STATIC_METHOD, sig);
        self.classes[id.index()].make = Some(make);

        let count = (CACHED.end - CACHED.start) as i32;
        let mut body = Body::new();
        let result = body.local(ty.clone());
        let allocate = body.label();
        body.instrs.extend([
            Instr::LdArg(0),
            Instr::LdcI8(-CACHED.start),
            Cil::Add.into(),
        ]);
        body.push(Instr::LdcI8(i64::from(count)));
        body.branch(Branch::BgeUn, allocate);
        body.instrs
            .extend([Instr::LdSFld(boxes), Instr::LdArg(0), Cil::ConvI4.into()]);
        body.instrs
            .extend([Instr::LdcI4(-CACHED.start as i32), Cil::Add.into()]);
        body.instrs
            .extend([Instr::LdElem(ty.clone()), Cil::Ret.into()]);
        body.mark(allocate);
        body.instrs
            .extend([Instr::NewObj(class.ctor), Instr::StLoc(result)]);
        body.instrs
            .extend([Instr::LdLoc(result), Instr::LdArg(0), Instr::StFld(field)]);
        body.instrs.extend([Instr::LdLoc(result), Cil::Ret.into()]);
        self.asm.set_body(make, body);

        let mut body = Body::new();
        let (array, index) = (body.local(Type::array(ty.clone())), body.local(Type::I4));
        let result = body.local(ty.clone());
        body.instrs.extend([
            Instr::LdcI4(count),
            Instr::NewArr(ty.clone()),
            Instr::StLoc(array),
        ]);
        count_up(&mut body, index, count, |body| {
            body.instrs
                .extend([Instr::NewObj(class.ctor), Instr::StLoc(result)]);
            body.instrs.extend([
                Instr::LdLoc(result),
                Instr::LdLoc(index),
                Cil::ConvI8.into(),
            ]);
            body.instrs.extend([
                Instr::LdcI8(CACHED.start),
                Cil::Add.into(),
                Instr::StFld(field),
            ]);
            body.instrs.extend([
                Instr::LdLoc(array),
                Instr::LdLoc(index),
                Instr::LdLoc(result),
            ]);
            body.push(Instr::StElem(ty.clone()));
        });
        body.instrs
            .extend([Instr::LdLoc(array), Instr::StSFld(boxes), Cil::Ret.into()]);
        self.type_initializer(cache, body);
    }

    pub fn type_initializer(&mut self, class: u32, body: Body) {
        let bits = flags::METHOD_STATIC | flags::CTOR;
        let sig = MethodSig::fixed(vec![], Type::Void);
        let method = self.asm.declare_method(class, ".cctor", bits, sig);
        self.asm.set_body(method, body);
    }

    /// Declares a class for every 250 functions of one signature that are taken as values.
    pub fn declare_references(&mut self, mut taken: Vec<FuncId>) {
        taken.sort();
        taken.dedup();
        taken.sort_by_key(|&func| self.module.funcs[func].sig);
        let same_sig =
            |a: &FuncId, b: &FuncId| self.module.funcs[*a].sig == self.module.funcs[*b].sig;
        let groups: Vec<Vec<FuncId>> = taken
            .chunk_by(same_sig)
            .flat_map(|funcs| funcs.chunks(FUNCTIONS_PER_GROUP).map(<[FuncId]>::to_vec))
            .collect();
        for (number, funcs) in groups.iter().enumerate() {
            let sig = self.module.funcs[funcs[0]].sig;
            self.reference_group(number, sig, funcs);
        }
    }

    fn reference_group(&mut self, number: usize, sig: SigId, funcs: &[FuncId]) {
        let row = self.sig(sig);
        let bits = flags::TYPE_PUBLIC | flags::TYPE_SEALED | flags::TYPE_BEFORE_FIELD_INIT;
        let name = format!("Fn{}${number}", sig.0);
        let class = self.asm.declare_type("kaa", &name, bits, Some(row.class));
        let id = self
            .asm
            .declare_field(class, "id", flags::FIELD_PUBLIC, Type::I4);
        let bits = flags::FIELD_PUBLIC | flags::FIELD_STATIC | flags::FIELD_INIT_ONLY;
        let array = Type::array(Type::Class(row.class));
        let all = self.asm.declare_field(class, "all", bits, array.clone());
        for (index, &func) in funcs.iter().enumerate() {
            self.references.insert(func, (all, index as i32));
        }
        let sig = MethodSig::instance(vec![], Type::Void);
        let ctor = self.asm.declare_method(class, ".ctor", flags::CTOR, sig);
        self.asm.set_body(ctor, body([Cil::Ret.into()]));
        self.group_call(class, row, id, funcs);

        let mut body = Body::new();
        let (result, index) = (body.local(array), body.local(Type::I4));
        let object = body.local(Type::Class(TypeHandle::Def(class)));
        let count = funcs.len() as i32;
        let element = Type::Class(row.class);
        let new_array = Instr::NewArr(element.clone());
        body.instrs
            .extend([Instr::LdcI4(count), new_array, Instr::StLoc(result)]);
        count_up(&mut body, index, count, |body| {
            body.instrs
                .extend([Instr::NewObj(ctor), Instr::StLoc(object)]);
            body.instrs
                .extend([Instr::LdLoc(object), Instr::LdLoc(index), Instr::StFld(id)]);
            body.instrs.extend([
                Instr::LdLoc(result),
                Instr::LdLoc(index),
                Instr::LdLoc(object),
            ]);
            body.push(Instr::StElem(element.clone()));
        });
        body.instrs
            .extend([Instr::LdLoc(result), Instr::StSFld(all), Cil::Ret.into()]);
        self.type_initializer(class, body);
    }

    /// `Call`: a switch on the function's number, each case a static call.
    fn group_call(
        &mut self,
        class: u32,
        row: SigRow,
        id: crate::metadata::FieldHandle,
        funcs: &[FuncId],
    ) {
        let sig = self.asm.method_sig(row.call).clone();
        let params = sig.params.len() as u16;
        let call = self.asm.declare_method(class, "Call", VIRTUAL_METHOD, sig);
        let mut body = Body::new();
        let cases: Vec<_> = funcs.iter().map(|_| body.label()).collect();
        if funcs.len() > 1 {
            // The first function is the default, which id 0 reaches as case -1.
            body.instrs.extend([Instr::LdArg(0), Instr::LdFld(id)]);
            body.instrs.extend([Instr::LdcI4(1), Cil::Sub.into()]);
            body.push(Instr::Switch(cases[1..].to_vec()));
        }
        for (index, &func) in funcs.iter().enumerate() {
            body.mark(cases[index]);
            body.instrs.extend((1..=params).map(Instr::LdArg));
            body.push(Instr::Call(self.funcs[func.index()]));
            body.op(Cil::Ret);
        }
        self.asm.set_body(call, body);
    }

    pub fn signature_bodies(&mut self) {
        for (_, row) in self.sig_rows() {
            self.asm.set_body(row.ctor, body([Cil::Ret.into()]));
        }
    }
}

/// Runs `each` with the local `index` going from 0 to `count`, exclusive.
fn count_up(body: &mut Body, index: u16, count: i32, each: impl FnOnce(&mut Body)) {
    let (head, test) = (body.label(), body.label());
    body.instrs.extend([Instr::LdcI4(0), Instr::StLoc(index)]);
    body.branch(Branch::Br, test);
    body.mark(head);
    each(body);
    body.instrs
        .extend([Instr::LdLoc(index), Instr::LdcI4(1), Cil::Add.into()]);
    body.push(Instr::StLoc(index));
    body.mark(test);
    body.instrs
        .extend([Instr::LdLoc(index), Instr::LdcI4(count)]);
    body.branch(Branch::Blt, head);
}

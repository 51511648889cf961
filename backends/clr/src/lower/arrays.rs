//! Static helpers of array types: allocation that may fail, and filling. One of each per type that
//! uses them, in one class.

use super::world::{STATIC_CLASS, STATIC_METHOD, World};
use crate::il::{Body, Branch, Clause, Handler, Instr, Op as Cil};
use crate::metadata::{MethodHandle, MethodSig, Type};
use kaa_ir::{ArrayId, Storage, types};

impl World<'_> {
    fn array_class(&mut self) -> u32 {
        if let Some(class) = self.array_class {
            return class;
        }
        let class = self
            .asm
            .declare_type("kaa", "Arrays", STATIC_CLASS, Some(self.rt.object));
        self.array_class = Some(class);
        class
    }

    /// `static E[] TryNew(int)`: null when the length is negative or memory cannot hold it.
    pub fn try_new(&mut self, id: ArrayId) -> MethodHandle {
        let row = self.array(id);
        if let Some(method) = row.try_new {
            return method;
        }
        let ty = Type::array(row.element.clone());
        let owner = self.array_class();
        let sig = MethodSig::fixed(vec![Type::I4], ty.clone());
        let method = self
            .asm
            .declare_method(owner, &format!("TryNew{}", id.0), STATIC_METHOD, sig);
        self.array_mut(id).try_new = Some(method);

        let can_hold = self.helper("CanHold");
        let memory = self.asm.core_type("System.OutOfMemoryException");
        let mut body = Body::new();
        let result = body.local(ty);
        let [start, end, handler, done, fail] = [(); 5].map(|()| body.label());
        let width = Instr::LdcI4(element_width(self.module.arrays[id]));
        body.instrs
            .extend([Instr::LdArg(0), width, Instr::Call(can_hold)]);
        body.branch(Branch::BrFalse, fail);
        body.mark(start);
        body.instrs.extend([
            Instr::LdArg(0),
            Instr::NewArr(row.element),
            Instr::StLoc(result),
        ]);
        body.branch(Branch::Leave, done);
        body.mark(end);
        body.mark(handler);
        body.op(Cil::Pop);
        body.branch(Branch::Leave, fail);
        body.mark(done);
        body.instrs.extend([Instr::LdLoc(result), Cil::Ret.into()]);
        body.mark(fail);
        body.instrs.extend([Cil::LdNull.into(), Cil::Ret.into()]);
        body.clauses.push(Clause {
            handler: Handler::Catch(memory),
            try_start: start,
            try_end: end,
            handler_start: handler,
            handler_end: done,
        });
        self.asm.set_body(method, body);
        method
    }

    /// `static void Copy(E[], int, E[], int, int)`: a few elements of one array to another are moved here, the rest is for
    /// the framework, whose copy has much to ask first.
    pub fn copy(&mut self, id: ArrayId) -> MethodHandle {
        const FEW: i32 = 12;
        let row = self.array(id);
        if let Some(method) = row.copy {
            return method;
        }
        let array = Type::array(row.element.clone());
        let owner = self.array_class();
        let params = vec![array.clone(), Type::I4, array, Type::I4, Type::I4];
        let sig = MethodSig::fixed(params, Type::Void);
        let method = self
            .asm
            .declare_method(owner, &format!("Copy{}", id.0), STATIC_METHOD, sig);
        self.array_mut(id).copy = Some(method);

        let many = self.helper("CopyArray");
        let mut body = Body::new();
        let index = body.local(Type::I4);
        let (head, framework) = (body.label(), body.label());
        // A count that is not positive goes the long way, too, whose tests are complete.
        body.instrs
            .extend([Instr::LdArg(4), Instr::LdcI4(1), Cil::Sub.into()]);
        body.push(Instr::LdcI4(FEW));
        body.branch(Branch::BgeUn, framework);
        body.instrs.extend([Instr::LdArg(0), Instr::LdArg(2)]);
        body.branch(Branch::Beq, framework);
        body.mark(head);
        let at = |array, first| {
            [
                Instr::LdArg(array),
                Instr::LdArg(first),
                Instr::LdLoc(index),
            ]
        };
        body.instrs.extend(at(2, 3));
        body.op(Cil::Add);
        if let Some(cell) = row.cell {
            body.push(Instr::LdElema(row.element.clone()));
            body.instrs.extend(at(0, 1));
            body.op(Cil::Add);
            body.instrs
                .extend([Instr::LdElema(row.element), Instr::LdFld(cell)]);
            body.push(Instr::StFld(cell));
        } else {
            body.instrs.extend(at(0, 1));
            body.op(Cil::Add);
            body.instrs.extend([
                Instr::LdElem(row.element.clone()),
                Instr::StElem(row.element),
            ]);
        }
        body.instrs
            .extend([Instr::LdLoc(index), Instr::LdcI4(1), Cil::Add.into()]);
        body.instrs
            .extend([Instr::StLoc(index), Instr::LdLoc(index), Instr::LdArg(4)]);
        body.branch(Branch::Blt, head);
        body.op(Cil::Ret);
        body.mark(framework);
        body.instrs.extend((0..5).map(Instr::LdArg));
        body.instrs.extend([Instr::Call(many), Cil::Ret.into()]);
        self.asm.set_body(method, body);
        method
    }

    /// `static void Fill(E[], int from, int to, T)`: traps unless 0 <= from <= to <= length.
    pub fn fill(&mut self, id: ArrayId) -> MethodHandle {
        let row = self.array(id);
        if let Some(method) = row.fill {
            return method;
        }
        let array = Type::array(row.element.clone());
        let value = self.value(self.module.arrays[id].value_type());
        let owner = self.array_class();
        let sig = MethodSig::fixed(vec![array, Type::I4, Type::I4, value], Type::Void);
        let method = self
            .asm
            .declare_method(owner, &format!("Fill{}", id.0), STATIC_METHOD, sig);
        self.array_mut(id).fill = Some(method);

        let check = self.helper("CheckRange");
        let mut body = Body::new();
        let (head, test) = (body.label(), body.label());
        body.instrs
            .extend([Instr::LdArg(0), Cil::LdLen.into(), Cil::ConvI4.into()]);
        body.instrs
            .extend([Instr::LdArg(1), Instr::LdArg(2), Instr::Call(check)]);
        body.branch(Branch::Br, test);
        body.mark(head);
        body.instrs.extend([Instr::LdArg(0), Instr::LdArg(1)]);
        match row.cell {
            Some(cell) => {
                body.push(Instr::LdElema(row.element));
                body.instrs.extend([Instr::LdArg(3), Instr::StFld(cell)]);
            }
            None => {
                body.push(Instr::LdArg(3));
                if self.module.arrays[id] == Storage::F32 {
                    body.op(Cil::ConvR4);
                }
                body.push(Instr::StElem(row.element));
            }
        }
        body.instrs.extend([
            Instr::LdArg(1),
            Instr::LdcI4(1),
            Cil::Add.into(),
            Instr::StArg(1),
        ]);
        body.mark(test);
        body.instrs.extend([Instr::LdArg(1), Instr::LdArg(2)]);
        body.branch(Branch::Blt, head);
        body.op(Cil::Ret);
        self.asm.set_body(method, body);
        method
    }
}

fn element_width(storage: Storage) -> i32 {
    match storage {
        Storage::I8 | Storage::Value(types::Type::I1) => 1,
        Storage::I16 => 2,
        Storage::F32 | Storage::Value(types::Type::I32 | types::Type::Cls) => 4,
        Storage::Value(_) => 8,
    }
}

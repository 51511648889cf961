//! Calls, construction, string joins, dispatch.

use kaa_ir::{self as ir, Imm, Op, Type, Value};

use super::func::{FnLower, Join, Scope};
use crate::consteval::Const;
use crate::tree::{Expr, ExprKind};
use crate::types::{ClassId, FuncId, Ty};

impl<'t> FnLower<'_, '_, '_, '_, 't> {
    pub fn call(&mut self, expr: &'t Expr) -> Option<Value> {
        match &expr.kind {
            ExprKind::Call(func, args) => self.call_func(expr, *func, args),
            ExprKind::CallMethod(func, args) => self.call_method(expr, *func, args),
            ExprKind::CallRef(callee, args) => {
                let Ty::Fn(list, _) = callee.ty else {
                    panic!("lower: a call of {:?}", callee.ty);
                };
                let sig = self.cx.fn_sig(self.b.module, list);
                let params = self.b.module.sigs[sig].params.clone();
                let mut values = vec![self.expr(callee)];
                values.extend(self.args(args, &params));
                self.invoke(expr.at, Op::CallRef, Imm::Sig(sig), &values, false)
            }
            ExprKind::CallExtern(id, args) => {
                let target = self.cx.host(self.b.module, *id);
                let sig = self.b.module.externs[target].sig;
                let params = self.b.module.sigs[sig].params.clone();
                let values = self.args(args, &params);
                self.at(expr.at);
                let inst = self
                    .b
                    .inst(Op::CallExtern, &[Imm::Extern(target)], &values, &[]);
                self.b.results(inst).first().copied()
            }
            ExprKind::New(class, init, args) => Some(self.new_object(expr, *class, *init, args)),
            ExprKind::Concat(parts) => self.concat(expr, parts),
            ExprKind::Dispatch(op, args) => self.dispatch(expr, op, args),
            kind => panic!("lower: not a call: {kind:?}"),
        }
    }

    pub fn args(&mut self, args: &'t [Expr], params: &[Type]) -> Vec<Value> {
        let mut out = Vec::with_capacity(args.len());
        for (arg, &ty) in args.iter().zip(params) {
            out.push(self.expr_of(arg, ty));
        }
        out
    }

    /// A call in its `try_` form where a handler is near.
    pub fn invoke(
        &mut self,
        at: u32,
        op: Op,
        imm: Imm,
        args: &[Value],
        nothrow: bool,
    ) -> Option<Value> {
        self.at(at);
        let handler = if nothrow {
            None
        } else {
            self.nearest_handler()
        };
        let Some(index) = handler else {
            let inst = self.b.inst(op, &[imm], args, &[]);
            return self.b.results(inst).first().copied();
        };
        let result = ir::builder::call_signature(self.b.module, std::slice::from_ref(&imm));
        let op = match op {
            Op::Call => Op::TryCall,
            Op::CallVirtual => Op::TryCallVirtual,
            Op::CallRef => Op::TryCallRef,
            op => panic!("lower: no try form of {op:?}"),
        };
        let mut join = self.take_handler(index);
        let value = self.try_inst(op, imm, args, result, &mut join);
        self.scopes[index] = Scope::Handler(join);
        value
    }

    pub fn call_values(&mut self, at: u32, func: FuncId, args: &[Value]) -> Option<Value> {
        let target = self.cx.func(self.b.module, func);
        let nothrow = self.cx.p.func(func).has("nothrow");
        self.invoke(at, Op::Call, Imm::Func(target), args, nothrow)
    }

    fn call_func(&mut self, expr: &'t Expr, func: FuncId, args: &'t [Expr]) -> Option<Value> {
        let target = self.cx.func(self.b.module, func);
        let sig = self.b.module.funcs[target].sig;
        let params = self.b.module.sigs[sig].params.clone();
        let values = self.args(args, &params);
        self.call_values(expr.at, func, &values)
    }

    fn call_method(&mut self, expr: &'t Expr, func: FuncId, args: &'t [Expr]) -> Option<Value> {
        let Ty::Class(class, _) = args[0].ty else {
            panic!("lower: a method of {:?}", args[0].ty);
        };
        let is_abstract = self.cx.p.func(func).is_abstract;
        if !self.cx.p.is_overridden(class, func) {
            if is_abstract {
                // No class implements it, so there is no such object.
                self.expr(&args[0]);
                self.b.inst(Op::Unreachable, &[], &[], &[]);
                self.enter_dead_block();
                let ty = match expr.ty {
                    Ty::None | Ty::Never => return None,
                    ty => self.ty(ty),
                };
                return Some(self.placeholder(ty));
            }
            return self.call_func(expr, func, args);
        }
        let (slot, _) = self.cx.slot(self.b.module, func);
        let sig = self.b.module.slots[slot].sig;
        let params = self.b.module.sigs[sig].params.clone();
        let values = self.args(args, &params);
        let value = self.invoke(expr.at, Op::CallVirtual, Imm::Slot(slot), &values, false)?;
        let ty = self.ty(expr.ty);
        Some(self.ensure(value, ty))
    }

    fn new_object(
        &mut self,
        expr: &'t Expr,
        class: ClassId,
        init: Option<FuncId>,
        args: &'t [Expr],
    ) -> Value {
        let target = self.cx.instantiate(self.b.module, class);
        if self.cx.p.class(class).is_immediate {
            let value = self.expr(&args[0]);
            return self.b.value(Op::NewImm, &[Imm::Class(target)], &[value]);
        }
        let values = match init {
            Some(init) => {
                let func = self.cx.func(self.b.module, init);
                let sig = self.b.module.funcs[func].sig;
                let params = self.b.module.sigs[sig].params.clone();
                self.args(args, &params[1..])
            }
            None => Vec::new(),
        };
        self.at(expr.at);
        let object = self.b.value(Op::New, &[Imm::Class(target)], &[]);
        self.set_defaults(class, object);
        if let Some(init) = init {
            let mut all = vec![object];
            all.extend(values);
            self.call_values(expr.at, init, &all);
        }
        object
    }

    /// Defaults that are not zero, from the root class down.
    fn set_defaults(&mut self, class: ClassId, object: Value) {
        if let Some(parent) = self.cx.p.class(class).parent {
            self.set_defaults(parent, object);
        }
        for field in self.cx.p.class(class).fields.clone() {
            let Some(default) = self.cx.p.field(field).default.clone() else {
                continue;
            };
            let is_zero = match &default {
                Const::None | Const::Int(0) | Const::Bool(false) => true,
                Const::Float(f) => f.to_bits() == 0,
                _ => false,
            };
            if is_zero {
                continue;
            }
            let target = self.cx.field(self.b.module, field);
            let ty = self.b.module.fields[target].storage.value_type();
            let value = match default {
                Const::Bool(b) => self.b.iconst(Type::I1, i64::from(b)),
                Const::Int(i) => self.b.iconst(ty, i),
                Const::Float(f) => self.b.fconst(f),
                Const::Str(text) => {
                    let id = self.cx.string(self.b.module, &text);
                    self.b.value(Op::FrozenRef, &[Imm::Frozen(id)], &[])
                }
                Const::Bytes(bytes) => {
                    let id = self.cx.bytes(self.b.module, &bytes);
                    self.b.value(Op::DataRef, &[Imm::Data(id)], &[])
                }
                Const::None => continue,
            };
            self.b.field_set(target, object, value);
        }
    }

    fn concat(&mut self, expr: &'t Expr, parts: &'t [Expr]) -> Option<Value> {
        let func = self
            .cx
            .p
            .lang_func("str_concat")
            .expect("checked: there is one");
        let target = self.cx.func(self.b.module, func);
        let sig = self.b.module.funcs[target].sig;
        let Type::Arr(array, _) = self.b.module.sigs[sig].params[0] else {
            panic!("lower: str_concat takes an array");
        };
        let values: Vec<Value> = parts.iter().map(|p| self.expr(p)).collect();
        let length = self.b.iconst(Type::I32, values.len() as i64);
        let list = self.b.value(Op::ArrNew, &[Imm::Array(array)], &[length]);
        for (index, value) in values.into_iter().enumerate() {
            let index = self.b.iconst(Type::I32, index as i64);
            self.b
                .inst(Op::ArrSetUnchecked, &[], &[list, index, value], &[]);
        }
        self.call_values(expr.at, func, &[list])
    }

    /// A switch over all handlers.
    fn dispatch(&mut self, expr: &'t Expr, op: &'t Expr, args: &'t [Expr]) -> Option<Value> {
        let op = self.expr(op);
        let handlers: Vec<(i32, FuncId)> = self
            .cx
            .p
            .handlers
            .iter()
            .enumerate()
            .filter_map(|(number, handler)| Some((number as i32, (*handler)?)))
            .collect();
        let target = self.cx.func(self.b.module, handlers[0].1);
        let sig = self.b.module.funcs[target].sig;
        let params = self.b.module.sigs[sig].params.clone();
        let result = self.b.module.sigs[sig].result;
        let values = self.args(args, &params);
        self.at(expr.at);
        let mut unknown = Join::default();
        let mut joins: Vec<(usize, Join)> = handlers.iter().map(|_| (1, Join::default())).collect();
        let numbers = handlers.iter().map(|h| h.0).collect();
        self.switch(op, &mut unknown, numbers, &mut joins);
        let mut end = match result {
            Some(ty) => Join::with_value(ty),
            None => Join::default(),
        };
        for ((_, join), (_, handler)) in joins.into_iter().zip(handlers) {
            self.begin(join);
            let value = self.call_values(expr.at, handler, &values);
            self.jump(&mut end, value);
        }
        self.begin(unknown);
        let block = self.b.current().expect("a join's block is open");
        self.b.func.blocks[block].cold = true;
        self.b.inst(Op::Unreachable, &[], &[], &[]);
        self.begin(end)
    }
}

//! Expressions.

use kaa_ir::module::ConstValue;
use kaa_ir::{Imm, Op, Type, Value};

use super::func::FnLower;
use crate::consteval::Const;
use crate::tree::{Expr, ExprKind};
use crate::types::Ty;

/// Array literals of constants from this length on are copied from a frozen table.
const TABLE_MIN: usize = 8;

impl<'t> FnLower<'_, '_, '_, '_, 't> {
    /// The value of an expression that has one.
    pub fn expr(&mut self, expr: &'t Expr) -> Value {
        match self.expr_any(expr) {
            Some(value) => value,
            // It does not return; what follows is dead.
            None => {
                if self.b.current().is_some() {
                    self.b.inst(Op::Unreachable, &[], &[], &[]);
                }
                self.enter_dead_block();
                let ty = match expr.ty {
                    Ty::Never | Ty::None | Ty::Error => Type::I64,
                    ty => self.ty(ty),
                };
                self.placeholder(ty)
            }
        }
    }

    /// The value, as one of the type: narrowed where the tree knows more than the IR.
    pub fn expr_of(&mut self, expr: &'t Expr, ty: Type) -> Value {
        if let ExprKind::Const(Const::None) = expr.kind {
            return self.b.null(ty);
        }
        if expr.ty == Ty::Never {
            self.expr(expr);
            return self.placeholder(ty);
        }
        let value = self.expr(expr);
        self.ensure(value, ty)
    }

    pub fn ensure(&mut self, value: Value, ty: Type) -> Value {
        let from = self.b.func.ty(value);
        if self.b.module.is_subtype(from, ty) {
            return value;
        }
        assert!(
            from.is_reference() && ty.is_reference(),
            "lower {}: {from:?} where {ty:?} is wanted",
            self.b.func.name
        );
        let narrow = self.b.value(Op::CastUnchecked, &[Imm::Type(ty)], &[value]);
        self.origin.insert(narrow, value);
        narrow
    }

    pub fn expr_any(&mut self, expr: &'t Expr) -> Option<Value> {
        self.at(expr.at);
        Some(match &expr.kind {
            ExprKind::Const(constant) => self.constant(constant, expr.ty),
            ExprKind::Local(local) => self.local(*local),
            ExprKind::Global(id) => {
                let field = self.cx.global(self.b.module, *id);
                self.context_get(field)
            }
            ExprKind::TypeObject(class) => {
                let field = self.cx.type_object(self.b.module, *class);
                self.context_get(field)
            }
            ExprKind::Func(id) => {
                let func = self.cx.func(self.b.module, *id);
                self.b.value(Op::FuncRef, &[Imm::Func(func)], &[])
            }
            ExprKind::GetField(object, field) => {
                let object = self.expr(object);
                let stored = self.cx.p.field(*field).ty;
                let field = self.cx.field(self.b.module, *field);
                self.at(expr.at);
                let value = self.b.field_get(field, object);
                self.zero_extend(value, stored)
            }
            ExprKind::GetConst(object, constant) => {
                let object = self.expr(object);
                let constant = self.cx.class_const(self.b.module, *constant);
                self.b
                    .value(Op::ClassConst, &[Imm::Const(constant)], &[object])
            }
            ExprKind::GetElem {
                array,
                index,
                checked,
            } => self.get_elem(expr, array, index, *checked),
            ExprKind::Call(..)
            | ExprKind::CallMethod(..)
            | ExprKind::CallRef(..)
            | ExprKind::CallExtern(..)
            | ExprKind::New(..)
            | ExprKind::Concat(_)
            | ExprKind::Dispatch(..) => return self.call(expr),
            ExprKind::Op(op, args) => return self.op(expr, *op, args),
            ExprKind::FloorDiv(left, right) => self.floor_div(left, right),
            ExprKind::FloorMod(left, right) => self.floor_mod(left, right),
            ExprKind::Arith(op, left, right) => self.arith(expr.at, *op, left, right),
            ExprKind::BoolToInt(value) => {
                let value = self.expr(value);
                let ty = self.ty(expr.ty);
                self.b.value(Op::BoolToInt, &[Imm::Type(ty)], &[value])
            }
            ExprKind::And(..) | ExprKind::Or(..) => self.bool_value(expr),
            ExprKind::Not(value) => {
                let value = self.expr(value);
                self.b.value(Op::Not, &[], &[value])
            }
            ExprKind::Cond(test, then, orelse) => {
                let ty = self.ty(expr.ty);
                self.choice(test, then, orelse, ty)
            }
            ExprKind::Let(local, value, rest) => {
                let ty = self.body.locals[local.0 as usize].ty;
                let ty = self.ty(ty);
                let value = self.expr_of(value, ty);
                self.env[local.0 as usize] = Some(value);
                return self.expr_any(rest);
            }
            ExprKind::IsInstance(value, tys) => self.is_instance(value, tys),
            ExprKind::IsNull(value) => {
                let value = self.expr(value);
                self.b.value(Op::IsNull, &[], &[value])
            }
            ExprKind::RefEq(left, right) => {
                let left = self.expr(left);
                let right = self.expr(right);
                self.b.value(Op::RefEq, &[], &[left, right])
            }
            ExprKind::SameClass(left, right) => {
                let left = self.expr(left);
                let right = self.expr(right);
                let left = self.b.value(Op::ClassOf, &[], &[left]);
                let right = self.b.value(Op::ClassOf, &[], &[right]);
                self.b.value(Op::ClsEq, &[], &[left, right])
            }
            ExprKind::HasClass(value, ty) => {
                let Ty::Class(class, _) = *ty else {
                    panic!("lower: a class test for {ty:?}");
                };
                let value = self.expr(value);
                let class = self.cx.class(self.b.module, class);
                let own = self.b.value(Op::ClassOf, &[], &[value]);
                let wanted = self.b.value(Op::ClassRef, &[Imm::Class(class)], &[]);
                self.b.value(Op::ClsEq, &[], &[own, wanted])
            }
            ExprKind::Cast(value) => {
                let value = self.expr(value);
                let ty = self.ty(expr.ty);
                if self.b.module.is_subtype(self.b.func.ty(value), ty) {
                    value
                } else {
                    self.at(expr.at);
                    self.b.value(Op::Cast, &[Imm::Type(ty)], &[value])
                }
            }
            ExprKind::Narrow(inner) => {
                let ty = self.ty(expr.ty);
                let value = self.expr(inner);
                let value = self.ensure(value, ty);
                if let ExprKind::Local(local) = inner.kind {
                    self.env[local.0 as usize] = Some(value);
                }
                value
            }
            ExprKind::Tuple(_) | ExprKind::OpPair(..) => {
                let parts = self.parts(expr);
                self.make_tuple(expr.ty, &parts)
            }
            ExprKind::GetItem(tuple, index) => match &tuple.kind {
                ExprKind::Tuple(_) | ExprKind::OpPair(..) => self.parts(tuple)[*index],
                _ => {
                    let Ty::Tuple(list) = tuple.ty else {
                        panic!("lower: an item of {:?}", tuple.ty);
                    };
                    let fields = self.cx.tuple(self.b.module, list).1;
                    let tuple = self.expr(tuple);
                    self.b.field_get(fields[*index], tuple)
                }
            },
            ExprKind::NewArr(length) => self.new_array(expr, length, Op::ArrNew),
            ExprKind::TryNewArr(length) => self.new_array(expr, length, Op::ArrTryNew),
            ExprKind::ArrLit(items) => self.array_literal(expr, items),
            ExprKind::Trap => {
                self.b.trap(kaa_ir::function::TrapCode::Unreachable);
                self.enter_dead_block();
                match expr.ty {
                    Ty::Never | Ty::None => return None,
                    ty => {
                        let ty = self.ty(ty);
                        self.placeholder(ty)
                    }
                }
            }
            ExprKind::Unit => return None,
        })
    }

    pub fn context_get(&mut self, field: kaa_ir::FieldId) -> Value {
        let ctx = self.b.value(Op::Ctx, &[], &[]);
        self.b.field_get(field, ctx)
    }

    fn constant(&mut self, constant: &Const, ty: Ty) -> Value {
        match constant {
            Const::None => {
                let ty = self.ty(ty);
                self.b.null(ty)
            }
            Const::Bool(b) => self.b.iconst(Type::I1, i64::from(*b)),
            Const::Int(i) => {
                let ty = self.ty(ty);
                self.b.iconst(ty, *i)
            }
            Const::Float(f) => self.b.fconst(*f),
            Const::Str(text) => {
                let id = self.cx.string(self.b.module, text);
                self.b.value(Op::FrozenRef, &[Imm::Frozen(id)], &[])
            }
            Const::Bytes(bytes) => {
                let id = self.cx.bytes(self.b.module, bytes);
                self.b.value(Op::DataRef, &[Imm::Data(id)], &[])
            }
        }
    }

    /// Reads of `u8` and `u16`: loads sign-extend.
    fn zero_extend(&mut self, value: Value, stored: Ty) -> Value {
        let mask = match stored {
            Ty::U8 => 0xff,
            Ty::U16 => 0xffff,
            _ => return value,
        };
        let mask = self.b.iconst(Type::I32, mask);
        self.b.value(Op::And, &[], &[value, mask])
    }

    fn get_elem(&mut self, expr: &Expr, array: &'t Expr, index: &'t Expr, checked: bool) -> Value {
        let Ty::Arr(list, _) = array.ty else {
            panic!("lower: an element of {:?}", array.ty);
        };
        let elem = self.cx.p.lists.elem(list);
        let array = self.expr(array);
        let index = self.expr(index);
        self.at(expr.at);
        match (elem, checked) {
            (Ty::U8 | Ty::U16, true) => self.b.value(Op::ArrGetU, &[], &[array, index]),
            (_, true) => {
                let value = self.b.value(Op::ArrGet, &[], &[array, index]);
                self.element(value, elem)
            }
            (_, false) => {
                let value = self.b.value(Op::ArrGetUnchecked, &[], &[array, index]);
                let value = self.zero_extend(value, elem);
                self.element(value, elem)
            }
        }
    }

    fn element(&mut self, value: Value, elem: Ty) -> Value {
        if !elem.is_reference() {
            return value;
        }
        let ty = self.ty(elem);
        if self.cx.options.checked && !ty.is_nullable() {
            return self.b.value(Op::NonNull, &[], &[value]);
        }
        self.ensure(value, ty)
    }

    fn op(&mut self, expr: &'t Expr, op: Op, args: &'t [Expr]) -> Option<Value> {
        let values: Vec<Value> = args.iter().map(|a| self.expr(a)).collect();
        self.at(expr.at);
        let inst = self.b.inst(op, &[], &values, &[]);
        let value = self.b.results(inst).first().copied()?;
        Some(value)
    }

    fn is_instance(&mut self, value: &'t Expr, tys: &[Ty]) -> Value {
        let value = self.expr(value);
        let mut any: Option<Value> = None;
        for &ty in tys {
            let test = match ty {
                Ty::Class(class, _) => {
                    let class = self.cx.class(self.b.module, class);
                    self.b.value(Op::IsInstance, &[Imm::Class(class)], &[value])
                }
                Ty::Arr(list, _) => {
                    let elem = self.cx.p.lists.elem(list);
                    let array = self.cx.array(self.b.module, elem);
                    self.b.value(Op::IsArray, &[Imm::Array(array)], &[value])
                }
                ty => panic!("lower: an instance test for {ty:?}"),
            };
            any = Some(match any {
                None => test,
                Some(before) => self.b.value(Op::Or, &[], &[before, test]),
            });
        }
        any.expect("checked: a class is tested for")
    }

    /// The items of a tuple, without making it where that can be seen here.
    pub fn parts(&mut self, expr: &'t Expr) -> Vec<Value> {
        let Ty::Tuple(list) = expr.ty else {
            panic!("lower: parts of {:?}", expr.ty);
        };
        let items = self.cx.p.lists.get(list);
        match &expr.kind {
            ExprKind::Tuple(exprs) => {
                let mut out = Vec::new();
                for (item, &ty) in exprs.iter().zip(items.iter()) {
                    let ty = self.ty(ty);
                    out.push(self.expr_of(item, ty));
                }
                out
            }
            ExprKind::OpPair(op, args) => {
                let values: Vec<Value> = args.iter().map(|a| self.expr(a)).collect();
                self.at(expr.at);
                let inst = self.b.inst(*op, &[], &values, &[]);
                self.b.results(inst).to_vec()
            }
            _ => {
                let fields = self.cx.tuple(self.b.module, list).1;
                let tuple = self.expr(expr);
                fields.iter().map(|&f| self.b.field_get(f, tuple)).collect()
            }
        }
    }

    fn make_tuple(&mut self, ty: Ty, parts: &[Value]) -> Value {
        let Ty::Tuple(list) = ty else {
            panic!("lower: a tuple of type {ty:?}");
        };
        let (class, fields) = self.cx.tuple(self.b.module, list);
        let tuple = self.b.value(Op::New, &[Imm::Class(class)], &[]);
        for (&field, &part) in fields.iter().zip(parts) {
            self.b.field_set(field, tuple, part);
        }
        tuple
    }

    fn array_of(&mut self, ty: Ty) -> (kaa_ir::ArrayId, Ty) {
        let Ty::Arr(list, _) = ty else {
            panic!("lower: an array of type {ty:?}");
        };
        let elem = self.cx.p.lists.elem(list);
        (self.cx.array(self.b.module, elem), elem)
    }

    fn new_array(&mut self, expr: &Expr, length: &'t Expr, op: Op) -> Value {
        let array = self.array_of(expr.ty).0;
        let length = self.expr(length);
        self.at(expr.at);
        self.b.value(op, &[Imm::Array(array)], &[length])
    }

    fn array_literal(&mut self, expr: &Expr, items: &'t [Expr]) -> Value {
        let (array, elem) = self.array_of(expr.ty);
        let length = self.b.iconst(Type::I32, items.len() as i64);
        let constants = self.table_items(elem, items);
        let target = self.b.value(Op::ArrNew, &[Imm::Array(array)], &[length]);
        if let Some(constants) = constants {
            let id = self.cx.table(self.b.module, array, constants);
            let table = self.b.value(Op::FrozenRef, &[Imm::Frozen(id)], &[]);
            let zero = self.b.iconst(Type::I32, 0);
            self.b
                .inst(Op::ArrCopy, &[], &[table, zero, target, zero, length], &[]);
            return target;
        }
        for (index, item) in items.iter().enumerate() {
            let value = match self.b.module.arrays[array].value_type() {
                ty if ty.is_reference() => self.expr_of(item, ty),
                _ => self.expr(item),
            };
            let index = self.b.iconst(Type::I32, index as i64);
            self.b
                .inst(Op::ArrSetUnchecked, &[], &[target, index, value], &[]);
        }
        target
    }

    fn table_items(&mut self, elem: Ty, items: &'t [Expr]) -> Option<Vec<ConstValue>> {
        if items.len() < TABLE_MIN {
            return None;
        }
        let all_constant = items.iter().all(|i| matches!(i.kind, ExprKind::Const(_)));
        if !all_constant {
            return None;
        }
        let mut out = Vec::new();
        for item in items {
            let ExprKind::Const(constant) = &item.kind else {
                return None;
            };
            let value = self.cx.const_value(self.b.module, constant);
            out.push(match (value, elem) {
                // Stored truncated, shown sign-extended.
                (ConstValue::Int(i), Ty::U8 | Ty::I8) => ConstValue::Int(i64::from(i as i8)),
                (ConstValue::Int(i), Ty::U16 | Ty::I16) => ConstValue::Int(i64::from(i as i16)),
                (value, _) => value,
            });
        }
        Some(out)
    }
}

//! Integer and float arithmetic.

use kaa_ir::{Inst, Op, Type, Value};
use kaa_stack::Place;

use super::Lowering;
use crate::asm::op;
use crate::names::RT;

impl Lowering<'_, '_, '_> {
    pub(super) fn is_long(&self, inst: Inst) -> bool {
        self.ty(self.data(inst).args[0]) == Type::I64
    }

    /// An opcode whose `long` form is the next number.
    pub(super) fn int_op(&mut self, inst: Inst, int_code: u8) {
        self.push_all(&self.data(inst).args);
        self.code.op(int_code + u8::from(self.is_long(inst)));
    }

    pub(super) fn plain(&mut self, inst: Inst, codes: &[u8]) {
        self.push_all(&self.data(inst).args);
        self.code.ops(codes);
    }

    pub(super) fn not(&mut self, inst: Inst) {
        let value = self.data(inst).args[0];
        self.push(value);
        match self.ty(value) {
            Type::I1 => self.code.iconst(1),
            Type::I64 => self.code.lconst(-1),
            _ => self.code.iconst(-1),
        }
        self.code.op(op::IXOR + u8::from(self.is_long(inst)));
    }

    pub(super) fn shift(&mut self, inst: Inst, int_code: u8) {
        let [value, count] = [self.data(inst).args[0], self.data(inst).args[1]];
        self.push(value);
        match self.constant(count) {
            Some(n) => self.code.iconst(n as i32 & 63),
            None => {
                self.push(count);
                if self.is_long(inst) {
                    self.code.op(op::L2I);
                }
            }
        }
        self.code.op(int_code + u8::from(self.is_long(inst)));
    }

    /// A static method of `Integer` or `Long` with the same name.
    pub(super) fn boxed_method(&mut self, inst: Inst, name: &str) {
        self.push_all(&self.data(inst).args);
        let two = self.data(inst).args.len() == 2;
        let (class, descriptor) = match (self.is_long(inst), two) {
            (true, true) => ("java/lang/Long", "(JJ)J"),
            (true, false) => ("java/lang/Long", "(J)I"),
            (false, true) => ("java/lang/Integer", "(II)I"),
            (false, false) => ("java/lang/Integer", "(I)I"),
        };
        self.code.invokestatic(class, name, descriptor);
        if self.is_long(inst) && !two {
            self.code.op(op::I2L);
        }
    }

    pub(super) fn static_call(&mut self, inst: Inst, class: &str, name: &str, descriptor: &str) {
        self.push_all(&self.data(inst).args);
        self.code.invokestatic(class, name, descriptor);
    }

    pub(super) fn sign_extend(&mut self, inst: Inst, code: u8) {
        self.push(self.data(inst).args[0]);
        if self.is_long(inst) {
            self.code.ops(&[op::L2I, code, op::I2L]);
        } else {
            self.code.op(code);
        }
    }

    pub(super) fn int_to_float(&mut self, inst: Inst) {
        self.push(self.data(inst).args[0]);
        self.code
            .op(if self.is_long(inst) { op::L2D } else { op::I2D });
    }

    /// Both arms are evaluated lazily: the scheduler lets only silent instructions move into them.
    pub(super) fn select(&mut self, inst: Inst) {
        let data = self.data(inst);
        let (yes, end) = (self.code.new_label(), self.code.new_label());
        self.branch_if(data.args[0], true, yes);
        self.push(data.args[2]);
        self.code.goto(end);
        self.code.place(yes);
        self.push(data.args[1]);
        let ty = self.vtype(self.ty(data.results[0]));
        self.code.place_joined(end, ty);
    }

    /// The value of an overflow op; the flag is made afterwards from operands and result.
    pub(super) fn overflow_value(&mut self, inst: Inst) {
        let code = match self.data(inst).op {
            Op::AddOvf => op::IADD,
            Op::SubOvf => op::ISUB,
            _ => op::IMUL,
        };
        self.int_op(inst, code);
    }

    pub(super) fn overflow_flag(&mut self, inst: Inst) {
        let code = self.push_overflow_test(inst);
        self.materialise(code);
    }

    /// Pushes an int and answers the branch that is taken on overflow.
    pub(super) fn push_overflow_test(&mut self, inst: Inst) -> u8 {
        let data = self.data(inst);
        let [a, b, result] = [data.args[0], data.args[1], data.results[0]];
        debug_assert!(matches!(self.schedule.place(result), Place::Slot(_)));
        match data.op {
            // Overflow: the result's sign differs from that of both operands.
            Op::AddOvf => self.sign_test([(a, result), (b, result)]),
            // Overflow: the operands' signs differ, and the result's differs from the first one's.
            Op::SubOvf => self.sign_test([(a, b), (a, result)]),
            _ => {
                self.push_all(&[a, b]);
                let descriptor = if self.is_long(inst) { "(JJ)Z" } else { "(II)Z" };
                self.code.invokestatic(RT, "mulOverflows", descriptor);
                op::IFNE
            }
        }
    }

    /// Tests the sign of `(w ^ x) & (y ^ z)`.
    fn sign_test(&mut self, pairs: [(Value, Value); 2]) -> u8 {
        let long = u8::from(self.ty(pairs[0].0) == Type::I64);
        for (left, right) in pairs {
            self.push_all(&[left, right]);
            self.code.op(op::IXOR + long);
        }
        self.code.op(op::IAND + long);
        if long == 1 {
            self.code.op(op::LCONST_0);
            self.code.op(op::LCMP);
        }
        op::IFLT
    }
}

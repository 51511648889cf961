//! Conditions: comparisons fused with the branch that uses them, or made into 0 and 1.

use kaa_ir::function::ValueDef;
use kaa_ir::{Inst, Op, Type, Value};
use kaa_stack::Place;

use super::{Lowering, imm};
use crate::asm::opcode::inverse;
use crate::asm::{Label, VType, op};

impl Lowering<'_, '_, '_> {
    /// Branches to `target` when the i1 value equals `sense`, else goes on.
    pub(super) fn branch_if(&mut self, value: Value, sense: bool, target: Label) {
        let direct = |code: u8| if sense { code } else { inverse(code) };
        if self.schedule.place(value) == Place::Tree {
            match self.func.values[value].def {
                ValueDef::Result(inst, 0) if self.data(inst).op == Op::Not => {
                    return self.branch_if(self.data(inst).args[0], !sense, target);
                }
                ValueDef::Result(inst, 0) => {
                    if let Some(code) = self.push_condition(inst) {
                        return self.code.branch(direct(code), target);
                    }
                }
                ValueDef::Result(inst, _) => {
                    let code = self.push_overflow_test(inst);
                    return self.code.branch(direct(code), target);
                }
                ValueDef::Param(..) => {}
            }
        }
        self.push(value);
        self.code.branch(direct(op::IFNE), target);
    }

    /// 1 if the branch would be taken, else 0.
    pub(super) fn materialise(&mut self, code: u8) {
        let (yes, end) = (self.code.new_label(), self.code.new_label());
        self.code.branch(code, yes);
        self.code.iconst(0);
        self.code.goto(end);
        self.code.place(yes);
        self.code.iconst(1);
        self.code.place_joined(end, VType::Int);
    }

    pub(super) fn comparison(&mut self, inst: Inst) {
        let code = self.push_condition(inst);
        self.materialise(code.expect("a comparison"));
    }

    /// Pushes what the comparison compares and answers the branch that is taken when it holds; `None`, with nothing
    /// pushed, if the op is no comparison.
    fn push_condition(&mut self, inst: Inst) -> Option<u8> {
        let data = self.data(inst);
        let code = match data.op {
            Op::Eq => self.int_compare(inst, op::IFEQ),
            Op::Ne => self.int_compare(inst, op::IFNE),
            Op::LtS => self.int_compare(inst, op::IFLT),
            Op::LeS => self.int_compare(inst, op::IFLE),
            Op::LtU => self.unsigned_compare(inst, op::IFLT),
            Op::LeU => self.unsigned_compare(inst, op::IFLE),
            Op::Feq => self.float_compare(inst, op::DCMPL, op::IFEQ),
            Op::Fne => self.float_compare(inst, op::DCMPL, op::IFNE),
            // dcmpg answers 1 for NaN, so that neither holds.
            Op::Flt => self.float_compare(inst, op::DCMPG, op::IFLT),
            Op::Fle => self.float_compare(inst, op::DCMPG, op::IFLE),
            Op::IsNull => {
                self.push(data.args[0]);
                op::IFNULL
            }
            Op::RefEq | Op::ClsEq => {
                self.push_all(&data.args);
                op::IF_ACMPEQ
            }
            Op::IsInstance => {
                self.push(data.args[0]);
                let class = self.names.class(imm::class(data)).to_owned();
                self.code.instanceof(&class);
                op::IFNE
            }
            Op::Safepoint => {
                self.push_attention();
                op::IFNE
            }
            _ => return None,
        };
        Some(code)
    }

    /// `code` compares with zero; the answer may be its two-operand form.
    fn int_compare(&mut self, inst: Inst, code: u8) -> u8 {
        let [a, b] = [self.data(inst).args[0], self.data(inst).args[1]];
        self.push(a);
        if self.ty(a) == Type::I64 {
            self.push(b);
            self.code.op(op::LCMP);
            return code;
        }
        if self.constant(b) == Some(0) {
            return code;
        }
        self.push(b);
        code - op::IFEQ + op::IF_ICMPEQ
    }

    fn unsigned_compare(&mut self, inst: Inst, code: u8) -> u8 {
        self.push_all(&self.data(inst).args);
        let (class, descriptor) = match self.ty(self.data(inst).args[0]) {
            Type::I64 => ("java/lang/Long", "(JJ)I"),
            _ => ("java/lang/Integer", "(II)I"),
        };
        self.code.invokestatic(class, "compareUnsigned", descriptor);
        code
    }

    fn float_compare(&mut self, inst: Inst, compare: u8, code: u8) -> u8 {
        self.push_all(&self.data(inst).args);
        self.code.op(compare);
        code
    }
}

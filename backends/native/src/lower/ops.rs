//! The dispatch over all ops. The match is exhaustive: an op without lowering does not compile.

use kaa_ir::function::Imm;
use kaa_ir::{Inst, InstData, Op};

use super::Lower;

impl Lower<'_, '_> {
    pub(super) fn inst(&mut self, inst: Inst, data: &InstData) {
        match data.op {
            Op::Iconst | Op::Fconst | Op::Null => self.constant(data),
            Op::DataRef | Op::FrozenRef => self.image_ref(data),
            Op::FuncRef => self.func_ref(data),
            Op::ClassRef => self.class_ref(data),

            Op::Add | Op::Sub | Op::Mul | Op::And | Op::Or | Op::Xor => self.int_binary(data),
            Op::Shl | Op::ShrS | Op::ShrU | Op::MulHiS | Op::MulHiU => self.int_binary(data),
            Op::Neg | Op::Not | Op::Clz | Op::Ctz | Op::Popcnt => self.int_unary(data),
            Op::DivS | Op::RemS => self.div_signed(data),
            Op::DivU | Op::RemU => self.div_unsigned(data),
            Op::AddOvf | Op::SubOvf | Op::MulOvf => self.int_overflow(data),
            Op::Eq | Op::Ne | Op::LtS | Op::LeS | Op::LtU | Op::LeU => self.int_compare(data),
            Op::Sext8 | Op::Sext16 | Op::Sext | Op::Zext => self.extend(data),
            Op::Trunc | Op::BoolToInt => self.extend(data),
            Op::Index => self.index(data),
            Op::Select => self.select(data),

            Op::Fadd | Op::Fsub | Op::Fmul | Op::Fdiv | Op::Fcopysign => self.float_binary(data),
            Op::Fneg | Op::Fabs | Op::Fsqrt | Op::Ffloor | Op::Fceil => self.float_unary(data),
            Op::Ftrunc | Op::Frint | Op::Fround32 => self.float_unary(data),
            Op::Feq | Op::Fne | Op::Flt | Op::Fle => self.float_compare(data),
            Op::IntToFloat | Op::FloatToInt => self.float_convert(data),
            Op::FloatBits | Op::FloatFromBits => self.float_convert(data),

            Op::New => self.new_object(inst, data),
            Op::NewImm => self.new_immediate(inst, data),
            Op::FieldGet => self.field_get(data),
            Op::FieldSet => self.field_set(data),
            Op::ClassConst => self.class_const(data),
            Op::ClassOf => self.class_of(data),
            Op::ClsEq => self.cls_eq(data),
            Op::ClsSubclass => self.cls_subclass(data),
            Op::IsInstance | Op::IsArray => self.type_test(data),
            Op::Cast => self.cast(data),
            Op::CastUnchecked | Op::Promote => {
                let value = self.value(data.args[0]);
                self.def(data.results[0], value);
            }
            Op::NonNull => self.non_null(data),
            Op::IsNull => self.is_null(data),
            Op::RefEq => self.ref_eq(data),

            Op::ArrNew | Op::ArrTryNew => self.new_array(inst, data),
            Op::ArrLen => self.arr_len(data),
            Op::ArrGet | Op::ArrGetU | Op::ArrGetUnchecked => self.arr_get(data),
            Op::ArrSet | Op::ArrSetUnchecked => self.arr_set(data),
            Op::ArrCopy => self.arr_copy(data),
            Op::ArrFill => self.arr_fill(data),
            Op::ArrEqual | Op::ArrCompare => self.arr_compare(data),
            Op::ArrFind8 => self.arr_find8(data),

            Op::Call => self.call(inst, data),
            Op::CallVirtual => self.call_virtual(inst, data),
            Op::CallRef => self.call_ref(inst, data),
            Op::CallExtern => self.call_extern(inst, data),

            Op::Jump => self.jump_to(data),
            Op::BrIf => self.br_if(data),
            Op::Switch => self.switch(data),
            Op::Return => self.ret(data),
            Op::ExcReturn => self.exc_return(),
            Op::Trap => match data.imms[0] {
                Imm::Trap(code) => self.trap(code),
                ref imm => panic!("lower: {}: trap with {imm:?}", self.func.name),
            },
            Op::Unreachable => self.trap(kaa_ir::function::TrapCode::Unreachable),
            Op::Throw | Op::TryCall | Op::TryCallVirtual | Op::TryCallRef => panic!(
                "lower: {}: {} is left after lower_exceptions",
                self.func.name,
                data.op.name()
            ),

            Op::ExcSet => self.exc_set(data),
            Op::ExcPending => self.exc_pending(data),
            Op::ExcTake => self.exc_take(data),
            Op::Ctx => self.ctx(data),
            Op::Safepoint => self.safepoint(data),
            Op::StackLow => self.stack_low(data),
            Op::IdentityHash | Op::UniqueId | Op::FinalizerNext => self.service(inst, data),
            Op::FinalizerRegister | Op::WeakNew => self.service(inst, data),
            Op::GcCollect | Op::GcStat | Op::GcPressure => self.service(inst, data),
            Op::WeakGet => self.weak_get(data),
            Op::KeepAlive => {}
        }
    }
}

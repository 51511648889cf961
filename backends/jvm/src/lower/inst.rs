//! One arm for every op that is not a terminator: pushes the (first) result, if there is one.

use kaa_ir::function::Imm;
use kaa_ir::{Inst, Op, Type};

use super::{Lowering, imm};
use crate::asm::op;
use crate::names::RT;

const MATH: &str = "java/lang/Math";

impl Lowering<'_, '_, '_> {
    pub(super) fn inst(&mut self, inst: Inst) {
        let data = self.data(inst);
        match data.op {
            Op::Iconst => self.iconst(inst),
            Op::Fconst => self.code.dconst(imm::float(data)),
            Op::Null => self.code.op(op::ACONST_NULL),
            Op::DataRef => self.data_ref(inst),
            Op::FrozenRef => self.frozen_ref(inst),
            Op::FuncRef => self.func_ref(inst),
            Op::ClassRef => {
                let class = self.names.class(imm::class(data)).to_owned();
                self.code.ldc_class(&class);
            }

            Op::Add => self.int_op(inst, op::IADD),
            Op::Sub => self.int_op(inst, op::ISUB),
            Op::Mul => self.int_op(inst, op::IMUL),
            Op::Neg => self.int_op(inst, op::INEG),
            Op::And => self.int_op(inst, op::IAND),
            Op::Or => self.int_op(inst, op::IOR),
            Op::Xor => self.int_op(inst, op::IXOR),
            Op::Not => self.not(inst),
            Op::Shl => self.shift(inst, op::ISHL),
            Op::ShrS => self.shift(inst, op::ISHR),
            Op::ShrU => self.shift(inst, op::IUSHR),
            Op::Clz => self.boxed_method(inst, "numberOfLeadingZeros"),
            Op::Ctz => self.boxed_method(inst, "numberOfTrailingZeros"),
            Op::Popcnt => self.boxed_method(inst, "bitCount"),
            Op::MulHiS => self.static_call(inst, MATH, "multiplyHigh", "(JJ)J"),
            Op::MulHiU => self.static_call(inst, RT, "mulHighUnsigned", "(JJ)J"),
            // The JVM's own division gives MIN for MIN / -1 and an ArithmeticException for zero, which the launcher
            // reports as the trap.
            Op::DivS => self.int_op(inst, op::IDIV),
            Op::RemS => self.int_op(inst, op::IREM),
            Op::DivU => self.boxed_method(inst, "divideUnsigned"),
            Op::RemU => self.boxed_method(inst, "remainderUnsigned"),
            Op::AddOvf | Op::SubOvf | Op::MulOvf => self.overflow_value(inst),
            Op::Eq | Op::Ne | Op::LtS | Op::LeS | Op::LtU | Op::LeU => self.comparison(inst),
            Op::Sext8 => self.sign_extend(inst, op::I2B),
            Op::Sext16 => self.sign_extend(inst, op::I2S),
            Op::Sext => self.plain(inst, &[op::I2L]),
            Op::Zext => self.static_call(inst, "java/lang/Integer", "toUnsignedLong", "(I)J"),
            Op::Trunc => self.plain(inst, &[op::L2I]),
            Op::Index => self.static_call(inst, RT, "index", "(J)I"),
            Op::BoolToInt => match imm::ty(data) {
                Type::I64 => self.plain(inst, &[op::I2L]),
                _ => self.plain(inst, &[]),
            },
            Op::Select => self.select(inst),

            Op::Fadd => self.plain(inst, &[op::DADD]),
            Op::Fsub => self.plain(inst, &[op::DSUB]),
            Op::Fmul => self.plain(inst, &[op::DMUL]),
            Op::Fdiv => self.plain(inst, &[op::DDIV]),
            Op::Fneg => self.plain(inst, &[op::DNEG]),
            Op::Fabs => self.static_call(inst, MATH, "abs", "(D)D"),
            Op::Fsqrt => self.static_call(inst, MATH, "sqrt", "(D)D"),
            Op::Ffloor => self.static_call(inst, MATH, "floor", "(D)D"),
            Op::Fceil => self.static_call(inst, MATH, "ceil", "(D)D"),
            Op::Ftrunc => self.static_call(inst, RT, "truncate", "(D)D"),
            Op::Frint => self.static_call(inst, MATH, "rint", "(D)D"),
            Op::Fcopysign => self.static_call(inst, MATH, "copySign", "(DD)D"),
            Op::Feq | Op::Fne | Op::Flt | Op::Fle => self.comparison(inst),
            Op::IntToFloat => self.int_to_float(inst),
            Op::FloatToInt => self.plain(inst, &[op::D2L]),
            Op::FloatBits => {
                self.static_call(inst, "java/lang/Double", "doubleToRawLongBits", "(D)J")
            }
            Op::FloatFromBits => {
                self.static_call(inst, "java/lang/Double", "longBitsToDouble", "(J)D")
            }
            Op::Fround32 => self.plain(inst, &[op::D2F, op::F2D]),

            Op::New => self.new_object(inst),
            Op::NewImm => self.new_imm(inst),
            Op::FieldGet => self.field_get(inst),
            Op::FieldSet => self.field_set(inst),
            Op::ClassConst => self.class_const(inst),
            Op::ClassOf => self.class_of(inst),
            Op::ClsEq | Op::IsNull | Op::RefEq => self.comparison(inst),
            Op::ClsSubclass => self.cls_subclass(inst),
            Op::IsInstance => {
                self.push(data.args[0]);
                let class = self.names.class(imm::class(data)).to_owned();
                self.code.instanceof(&class);
            }
            Op::IsArray => self.is_array(inst),
            Op::Cast => self.cast(inst, true),
            Op::CastUnchecked => self.cast(inst, false),
            Op::NonNull => self.non_null(inst),

            Op::ArrNew => self.arr_new(inst),
            Op::ArrTryNew => self.arr_try_new(inst),
            Op::ArrLen => self.plain(inst, &[op::ARRAYLENGTH]),
            Op::ArrGet | Op::ArrGetUnchecked => self.arr_get(inst),
            Op::ArrGetU => self.arr_get_u(inst),
            Op::ArrSet | Op::ArrSetUnchecked => self.arr_set(inst),
            Op::ArrCopy => self.arr_copy(inst),
            Op::ArrFill => self.arr_fill(inst),
            Op::ArrEqual => self.static_call(inst, RT, "bytesEqual", "([BI[BII)Z"),
            Op::ArrCompare => self.static_call(inst, RT, "compareBytes", "([BI[BII)I"),
            Op::ArrFind8 => self.static_call(inst, RT, "findByte", "([BIII)I"),

            Op::Call | Op::CallVirtual | Op::CallRef | Op::CallExtern => self.call(inst),

            Op::ExcSet => self.ctx_method(inst, "setPending", "(Ljava/lang/Object;)V"),
            Op::ExcPending => self.ctx_method(inst, "isPending", "()Z"),
            Op::ExcTake => self.exc_take(inst),

            Op::Ctx => self.ctx_object(),
            Op::Safepoint => {
                self.push_attention();
                self.materialise(op::IFNE);
            }
            Op::StackLow => self.ctx_method(inst, "isStackLow", "()Z"),
            Op::IdentityHash => {
                let descriptor = "(Ljava/lang/Object;)I";
                self.static_call(inst, "java/lang/System", "identityHashCode", descriptor);
            }
            Op::UniqueId => self.ctx_method(inst, "uniqueId", "(Ljava/lang/Object;)J"),
            Op::WeakNew => self.weak_new(inst),
            Op::WeakGet => self.weak_get(inst),
            Op::FinalizerRegister => {
                self.ctx_method(inst, "registerFinalizer", "(Ljava/lang/Object;)V")
            }
            Op::FinalizerNext => self.ctx_method(inst, "nextFinalizer", "()Ljava/lang/Object;"),
            Op::GcCollect => self.ctx_method(inst, "collect", "()V"),
            Op::GcStat => self.ctx_method(inst, "gcStat", "(I)J"),
            Op::GcPressure => self.ctx_method(inst, "gcPressure", "(J)V"),
            Op::KeepAlive => {
                let descriptor = "(Ljava/lang/Object;)V";
                let class = "java/lang/ref/Reference";
                self.static_call(inst, class, "reachabilityFence", descriptor);
            }
            Op::Promote => self.plain(inst, &[]),

            Op::Jump
            | Op::BrIf
            | Op::Switch
            | Op::Return
            | Op::Throw
            | Op::ExcReturn
            | Op::Trap
            | Op::Unreachable
            | Op::TryCall
            | Op::TryCallVirtual
            | Op::TryCallRef => panic!("{}: terminator inside a block", self.func.name),
        }
    }

    fn iconst(&mut self, inst: Inst) {
        let data = self.data(inst);
        let (&Imm::Type(ty), &Imm::Int(value)) = (&data.imms[0], &data.imms[1]) else {
            panic!("{}: iconst {:?}", self.func.name, data.imms)
        };
        match ty {
            Type::I64 => self.code.lconst(value),
            _ => self.code.iconst(value as i32),
        }
    }
}

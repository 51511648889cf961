//! Integers and floats.

use cranelift_codegen::ir::condcodes::{FloatCC, IntCC};
use cranelift_codegen::ir::{
    self as clif, InstBuilder, MemFlagsData,
    types::{F32, F64, I8, I16, I32, I64},
};
use kaa_ir::function::{Imm, TrapCode};
use kaa_ir::{InstData, Op, Type, Value};

use super::{Lower, clif_type};

impl Lower<'_, '_> {
    pub(super) fn constant(&mut self, data: &InstData) {
        let value = match (&data.imms[0], data.imms.get(1)) {
            (Imm::Type(ty), Some(Imm::Int(n))) => {
                let ty = clif_type(*ty);
                // Narrow constants are given zero-extended.
                let bits = *n & (u64::MAX >> (64 - ty.bits())) as i64;
                self.b.ins().iconst(ty, bits)
            }
            (Imm::Float(bits), _) => self.b.ins().f64const(f64::from_bits(*bits)),
            (Imm::Type(_), None) => self.b.ins().iconst(I64, 0),
            imms => panic!("lower: {}: constant with {imms:?}", self.func.name),
        };
        self.def(data.results[0], value);
    }

    fn two(&mut self, data: &InstData) -> (clif::Value, clif::Value) {
        (self.value(data.args[0]), self.value(data.args[1]))
    }

    pub(super) fn int_binary(&mut self, data: &InstData) {
        let (x, y) = self.two(data);
        let ins = self.b.ins();
        let value = match data.op {
            Op::Add => ins.iadd(x, y),
            Op::Sub => ins.isub(x, y),
            Op::Mul => ins.imul(x, y),
            Op::And => ins.band(x, y),
            Op::Or => ins.bor(x, y),
            Op::Xor => ins.bxor(x, y),
            // Cranelift takes counts modulo the width, as the IR does.
            Op::Shl => ins.ishl(x, y),
            Op::ShrS => ins.sshr(x, y),
            Op::ShrU => ins.ushr(x, y),
            Op::MulHiS => ins.smulhi(x, y),
            Op::MulHiU => ins.umulhi(x, y),
            op => panic!("lower: {op:?} is no binary integer op"),
        };
        self.def(data.results[0], value);
    }

    pub(super) fn int_unary(&mut self, data: &InstData) {
        let x = self.value(data.args[0]);
        let is_bool = self.func.ty(data.args[0]) == Type::I1;
        let ins = self.b.ins();
        let value = match data.op {
            Op::Neg => ins.ineg(x),
            // As a comparison it melts into the branch or comparison around it.
            Op::Not if is_bool => ins.icmp_imm_s(IntCC::Equal, x, 0),
            Op::Not => ins.bnot(x),
            Op::Clz => ins.clz(x),
            Op::Ctz => ins.ctz(x),
            Op::Popcnt => ins.popcnt(x),
            op => panic!("lower: {op:?} is no unary integer op"),
        };
        self.def(data.results[0], value);
    }

    /// The constant a value is, if an instruction of this function says so.
    pub(super) fn known_int(&self, value: Value) -> Option<i64> {
        let kaa_ir::function::ValueDef::Result(inst, _) = self.func.values[value].def else {
            return None;
        };
        let data = &self.func.insts[inst];
        match (data.op, data.imms.get(1)) {
            (Op::Iconst, Some(Imm::Int(n))) => Some(*n),
            _ => None,
        }
    }

    /// 0 and -1 as divisors take a cold way: the one traps, the other cannot overflow there.
    pub(super) fn div_signed(&mut self, data: &InstData) {
        let (x, y) = self.two(data);
        let rem = data.op == Op::RemS;
        if !matches!(self.known_int(data.args[1]), None | Some(0 | -1)) {
            let value = self.divide(rem, x, y);
            return self.def(data.results[0], value);
        }
        let ty = clif_type(self.func.ty(data.args[0]));
        let (odd, plain, done) = (
            self.cold_block(),
            self.b.create_block(),
            self.b.create_block(),
        );
        let result = self.b.append_block_param(done, ty);
        let shifted = self.b.ins().iadd_imm_s(y, 1);
        let is_odd = self
            .b
            .ins()
            .icmp_imm_u(IntCC::UnsignedLessThanOrEqual, shifted, 1);
        self.b.ins().brif(is_odd, odd, &[], plain, &[]);
        self.b.switch_to_block(odd);
        let zero = self.b.ins().icmp_imm_s(IntCC::Equal, y, 0);
        self.trap_if(zero, TrapCode::DivZero);
        let value = if rem {
            self.b.ins().iconst(ty, 0)
        } else {
            self.b.ins().ineg(x)
        };
        self.jump(done, value);
        self.b.switch_to_block(plain);
        let value = self.divide(rem, x, y);
        self.jump(done, value);
        self.b.switch_to_block(done);
        self.def(data.results[0], result);
    }

    fn divide(&mut self, rem: bool, x: clif::Value, y: clif::Value) -> clif::Value {
        if rem {
            self.b.ins().srem(x, y)
        } else {
            self.b.ins().sdiv(x, y)
        }
    }

    pub(super) fn div_unsigned(&mut self, data: &InstData) {
        let (x, y) = self.two(data);
        let zero = self.b.ins().icmp_imm_s(IntCC::Equal, y, 0);
        self.trap_if(zero, TrapCode::DivZero);
        let value = match data.op {
            Op::DivU => self.b.ins().udiv(x, y),
            _ => self.b.ins().urem(x, y),
        };
        self.def(data.results[0], value);
    }

    pub(super) fn int_overflow(&mut self, data: &InstData) {
        let (x, y) = self.two(data);
        let (value, overflow) = match data.op {
            Op::AddOvf => self.b.ins().sadd_overflow(x, y),
            Op::SubOvf => self.b.ins().ssub_overflow(x, y),
            _ => self.b.ins().smul_overflow(x, y),
        };
        self.def(data.results[0], value);
        self.def(data.results[1], overflow);
    }

    pub(super) fn int_compare(&mut self, data: &InstData) {
        let (x, y) = self.two(data);
        let cc = match data.op {
            Op::Eq => IntCC::Equal,
            Op::Ne => IntCC::NotEqual,
            Op::LtS => IntCC::SignedLessThan,
            Op::LeS => IntCC::SignedLessThanOrEqual,
            Op::LtU => IntCC::UnsignedLessThan,
            _ => IntCC::UnsignedLessThanOrEqual,
        };
        let value = self.b.ins().icmp(cc, x, y);
        self.def(data.results[0], value);
    }

    pub(super) fn extend(&mut self, data: &InstData) {
        let x = self.value(data.args[0]);
        let ty = clif_type(self.func.ty(data.results[0]));
        let value = match data.op {
            Op::Sext8 => {
                let low = self.b.ins().ireduce(I8, x);
                self.b.ins().sextend(ty, low)
            }
            Op::Sext16 => {
                let low = self.b.ins().ireduce(I16, x);
                self.b.ins().sextend(ty, low)
            }
            Op::Sext => self.b.ins().sextend(I64, x),
            Op::Trunc => self.b.ins().ireduce(I32, x),
            _ => self.b.ins().uextend(ty, x),
        };
        self.def(data.results[0], value);
    }

    pub(super) fn index(&mut self, data: &InstData) {
        let x = self.value(data.args[0]);
        let low = self.b.ins().ireduce(I32, x);
        let back = self.b.ins().sextend(I64, low);
        let same = self.b.ins().icmp(IntCC::Equal, x, back);
        self.trap_unless(same, TrapCode::Bounds);
        self.def(data.results[0], low);
    }

    pub(super) fn select(&mut self, data: &InstData) {
        let (cond, x, y) = (
            self.value(data.args[0]),
            self.value(data.args[1]),
            self.value(data.args[2]),
        );
        let value = self.b.ins().select(cond, x, y);
        self.def(data.results[0], value);
    }

    pub(super) fn float_binary(&mut self, data: &InstData) {
        let (x, y) = self.two(data);
        let ins = self.b.ins();
        let value = match data.op {
            Op::Fadd => ins.fadd(x, y),
            Op::Fsub => ins.fsub(x, y),
            Op::Fmul => ins.fmul(x, y),
            Op::Fdiv => ins.fdiv(x, y),
            _ => ins.fcopysign(x, y),
        };
        self.def(data.results[0], value);
    }

    pub(super) fn float_unary(&mut self, data: &InstData) {
        let x = self.value(data.args[0]);
        let ins = self.b.ins();
        let value = match data.op {
            Op::Fneg => ins.fneg(x),
            Op::Fabs => ins.fabs(x),
            Op::Fsqrt => ins.sqrt(x),
            Op::Ffloor => ins.floor(x),
            Op::Fceil => ins.ceil(x),
            Op::Ftrunc => ins.trunc(x),
            Op::Frint => ins.nearest(x),
            _ => {
                let narrow = ins.fdemote(F32, x);
                self.b.ins().fpromote(F64, narrow)
            }
        };
        self.def(data.results[0], value);
    }

    pub(super) fn float_compare(&mut self, data: &InstData) {
        let (x, y) = self.two(data);
        let cc = match data.op {
            Op::Feq => FloatCC::Equal,
            Op::Fne => FloatCC::NotEqual,
            Op::Flt => FloatCC::LessThan,
            _ => FloatCC::LessThanOrEqual,
        };
        let value = self.b.ins().fcmp(cc, x, y);
        self.def(data.results[0], value);
    }

    pub(super) fn float_convert(&mut self, data: &InstData) {
        let x = self.value(data.args[0]);
        let ins = self.b.ins();
        let value = match data.op {
            Op::IntToFloat => ins.fcvt_from_sint(F64, x),
            Op::FloatToInt => ins.fcvt_to_sint_sat(I64, x),
            Op::FloatBits => ins.bitcast(I64, MemFlagsData::new(), x),
            _ => ins.bitcast(F64, MemFlagsData::new(), x),
        };
        self.def(data.results[0], value);
    }
}

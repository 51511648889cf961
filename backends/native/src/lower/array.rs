//! Arrays. Every index is checked against the length in the header unless the op says not to.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I32, I64};
use cranelift_codegen::ir::{self as clif, BlockArg, InstBuilder, MemFlagsData};
use kaa_abi::{array, symbols};
use kaa_ir::entity::Entity;
use kaa_ir::function::TrapCode;
use kaa_ir::{ArrayId, InstData, Op, Storage, Type, Value};

use super::{Lower, region};
use crate::layout::{is_traced, storage_size};

impl Lower<'_, '_> {
    fn array_of(&self, value: Value) -> ArrayId {
        match self.func.ty(value) {
            Type::Arr(array, _) => array,
            ty => panic!("lower: {}: array op on {ty:?}", self.func.name),
        }
    }

    fn length(&mut self, array: clif::Value) -> clif::Value {
        let flags = self.region(region::HEADER);
        self.b.ins().load(I32, flags, array, array::LENGTH)
    }

    pub(super) fn arr_len(&mut self, data: &InstData) {
        let array = self.value(data.args[0]);
        let length = self.length(array);
        self.def(data.results[0], length);
    }

    /// Traps unless `index` (i32) is inside the array; negative ones are large unsigned.
    fn check_index(&mut self, array: clif::Value, index: clif::Value) {
        let length = self.length(array);
        let inside = self.b.ins().icmp(IntCC::UnsignedLessThan, index, length);
        self.trap_unless(inside, TrapCode::Bounds);
    }

    /// Address whose `array::ELEMENTS` offset is element `index`.
    fn element(&mut self, array: clif::Value, index: clif::Value, storage: Storage) -> clif::Value {
        let wide = self.b.ins().uextend(I64, index);
        let shift = storage_size(storage).trailing_zeros();
        let offset = self.b.ins().ishl_imm_s(wide, i64::from(shift));
        self.b.ins().iadd(array, offset)
    }

    fn element_flags(&mut self, array: ArrayId) -> MemFlagsData {
        self.region(region::ARRAY + array.index() as u32)
    }

    pub(super) fn arr_get(&mut self, data: &InstData) {
        let ty = self.array_of(data.args[0]);
        let storage = self.env.module.arrays[ty];
        let (array, index) = (self.value(data.args[0]), self.value(data.args[1]));
        if data.op != Op::ArrGetUnchecked {
            self.check_index(array, index);
        }
        let addr = self.element(array, index, storage);
        let flags = self.element_flags(ty);
        let unsigned = data.op == Op::ArrGetU;
        let value = self.load_storage(storage, flags, addr, array::ELEMENTS, unsigned);
        self.def(data.results[0], value);
    }

    pub(super) fn arr_set(&mut self, data: &InstData) {
        let ty = self.array_of(data.args[0]);
        let storage = self.env.module.arrays[ty];
        let (array, index) = (self.value(data.args[0]), self.value(data.args[1]));
        let value = self.value(data.args[2]);
        if data.op == Op::ArrSet {
            self.check_index(array, index);
        }
        let addr = self.element(array, index, storage);
        if self.needs_barrier(storage, data.args[0], data.args[2]) {
            let slot = self.b.ins().iadd_imm_s(addr, i64::from(array::ELEMENTS));
            self.barrier(array, slot);
        }
        let flags = self.element_flags(ty);
        self.store_storage(storage, flags, value, addr, array::ELEMENTS);
    }

    /// Traps unless `from..from + n` (i32, all not negative) lies inside the array.
    fn check_range(&mut self, array: clif::Value, from: clif::Value, n: clif::Value) {
        // Negative numbers are at least 2^31 when widened unsigned, thus above any length.
        let length = self.length(array);
        let length = self.b.ins().uextend(I64, length);
        let from = self.b.ins().uextend(I64, from);
        let n = self.b.ins().uextend(I64, n);
        let end = self.b.ins().iadd(from, n);
        let inside = self
            .b
            .ins()
            .icmp(IntCC::UnsignedLessThanOrEqual, end, length);
        self.trap_unless(inside, TrapCode::Bounds);
    }

    /// Address of element `index` itself.
    fn element_addr(
        &mut self,
        array: clif::Value,
        index: clif::Value,
        storage: Storage,
    ) -> clif::Value {
        let addr = self.element(array, index, storage);
        self.b.ins().iadd_imm_s(addr, i64::from(array::ELEMENTS))
    }

    fn byte_count(&mut self, n: clif::Value, storage: Storage) -> clif::Value {
        let wide = self.b.ins().uextend(I64, n);
        let shift = storage_size(storage).trailing_zeros();
        self.b.ins().ishl_imm_s(wide, i64::from(shift))
    }

    pub(super) fn arr_copy(&mut self, data: &InstData) {
        let storage = self.env.module.arrays[self.array_of(data.args[0])];
        let args: Vec<clif::Value> = data.args.iter().map(|&v| self.value(v)).collect();
        let [source, from, target, to, n] = args[..] else {
            panic!(
                "lower: {}: arr_copy with {} operands",
                self.func.name,
                args.len()
            )
        };
        self.check_range(source, from, n);
        self.check_range(target, to, n);
        if is_traced(storage) && !self.fresh.contains(&data.args[2]) {
            let end = self.b.ins().iadd(to, n);
            self.barrier_range(target, to, end);
        }
        let source = self.element_addr(source, from, storage);
        let target = self.element_addr(target, to, storage);
        let bytes = self.byte_count(n, storage);
        let callee = self.runtime_func("memmove");
        self.b.ins().call(callee, &[target, source, bytes]);
    }

    pub(super) fn arr_fill(&mut self, data: &InstData) {
        let ty = self.array_of(data.args[0]);
        let storage = self.env.module.arrays[ty];
        let args: Vec<clif::Value> = data.args.iter().map(|&v| self.value(v)).collect();
        let [array, from, to, value] = args[..] else {
            panic!(
                "lower: {}: arr_fill with {} operands",
                self.func.name,
                args.len()
            )
        };
        // `to - from` is negative, so out of range, when the two are exchanged.
        let n = self.b.ins().isub(to, from);
        self.check_range(array, from, n);
        if self.needs_barrier(storage, data.args[0], data.args[3]) {
            self.barrier_range(array, from, to);
        }
        let first = self.element_addr(array, from, storage);
        let bytes = self.byte_count(n, storage);
        if storage_size(storage) == 1 {
            let callee = self.runtime_func("memset");
            let byte = self.as_i32(value);
            self.b.ins().call(callee, &[first, byte, bytes]);
        } else {
            let end = self.b.ins().iadd(first, bytes);
            self.fill_loop(ty, storage, (first, end), value);
        }
    }

    fn as_i32(&mut self, value: clif::Value) -> clif::Value {
        match self.b.func.dfg.value_type(value) {
            I32 => value,
            _ => self.b.ins().uextend(I32, value),
        }
    }

    fn fill_loop(
        &mut self,
        ty: ArrayId,
        storage: Storage,
        (first, end): (clif::Value, clif::Value),
        value: clif::Value,
    ) {
        let (head, body, done) = (
            self.b.create_block(),
            self.b.create_block(),
            self.b.create_block(),
        );
        let at = self.b.append_block_param(head, I64);
        self.jump(head, first);
        self.b.switch_to_block(head);
        let more = self.b.ins().icmp(IntCC::UnsignedLessThan, at, end);
        self.b.ins().brif(more, body, &[], done, &[]);
        self.b.switch_to_block(body);
        let flags = self.element_flags(ty);
        self.store_storage(storage, flags, value, at, 0);
        let next = self
            .b
            .ins()
            .iadd_imm_s(at, i64::from(storage_size(storage)));
        self.b.ins().jump(head, &[BlockArg::Value(next)]);
        self.b.switch_to_block(done);
    }

    pub(super) fn arr_compare(&mut self, data: &InstData) {
        let args: Vec<clif::Value> = data.args.iter().map(|&v| self.value(v)).collect();
        let [a, i, b, j, n] = args[..] else {
            panic!(
                "lower: {}: comparison with {} operands",
                self.func.name,
                args.len()
            )
        };
        self.check_range(a, i, n);
        self.check_range(b, j, n);
        let a = self.element_addr(a, i, Storage::I8);
        let b = self.element_addr(b, j, Storage::I8);
        let bytes = self.b.ins().uextend(I64, n);
        let name = match data.op {
            Op::ArrEqual => symbols::ARR_EQUAL,
            _ => symbols::ARR_COMPARE,
        };
        let callee = self.runtime_func(name);
        let call = self.b.ins().call(callee, &[a, b, bytes]);
        let value = self.b.inst_results(call)[0];
        self.def(data.results[0], value);
    }

    pub(super) fn arr_find8(&mut self, data: &InstData) {
        let args: Vec<clif::Value> = data.args.iter().map(|&v| self.value(v)).collect();
        let [array, from, to, byte] = args[..] else {
            panic!(
                "lower: {}: arr_find8 with {} operands",
                self.func.name,
                args.len()
            )
        };
        let n = self.b.ins().isub(to, from);
        self.check_range(array, from, n);
        let start = self.element_addr(array, from, Storage::I8);
        let wide = self.b.ins().uextend(I64, n);
        let callee = self.runtime_func(symbols::ARR_FIND8);
        let call = self.b.ins().call(callee, &[start, wide, byte]);
        let found = self.b.inst_results(call)[0];
        let found = self.b.ins().ireduce(I32, found);
        // The runtime counts from the start of the range.
        let absolute = self.b.ins().iadd(found, from);
        let missing = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, found, 0);
        let value = self.b.ins().select(missing, found, absolute);
        self.def(data.results[0], value);
    }
}

//! Making objects: a bump of the nursery pointer in line, the collector on a cold path.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::I64;
use cranelift_codegen::ir::{self as clif, BlockArg, InstBuilder};
use kaa_abi::{Header, LARGE, array, context, immediate, object_size, symbols};
use kaa_ir::entity::Entity;
use kaa_ir::function::{Imm, TrapCode};
use kaa_ir::{ArrayId, ClassId, FieldId, Inst, InstData, Op, Value};
use rustc_hash::FxHashSet;

use super::{Lower, region};
use crate::layout::storage_size;

/// Arrays up to this many bytes are allocated in line.
const INLINE_ARRAY: usize = 512;

impl Lower<'_, '_> {
    /// Bumps the nursery by `size` bytes; goes to `slow` when the block is full.
    fn bump(&mut self, size: clif::Value, slow: clif::Block) -> clif::Value {
        let object = self.vm_load(I64, context::NURSERY_CUR);
        let limit = self.vm_load(I64, context::NURSERY_LIMIT);
        let end = self.b.ins().iadd(object, size);
        let full = self.b.ins().icmp(IntCC::UnsignedGreaterThan, end, limit);
        let fits = self.b.create_block();
        self.b.ins().brif(full, slow, &[], fits, &[]);
        self.b.switch_to_block(fits);
        self.vm_store(end, context::NURSERY_CUR);
        object
    }

    fn store_header(&mut self, object: clif::Value, header: clif::Value) {
        let flags = self.region(region::HEADER);
        self.b.ins().store(flags, header, object, 0);
    }

    /// Calls an allocating runtime function on a cold path; the result is read from the context.
    fn slow_alloc(&mut self, inst: Inst, name: &str, args: &[clif::Value]) -> clif::Value {
        self.spill(inst);
        let callee = self.runtime_func(name);
        let mut all = vec![self.vm()];
        all.extend_from_slice(args);
        let call = self.b.ins().call(callee, &all);
        self.reload(inst, call);
        self.vm_load(I64, context::RESULT)
    }

    pub(super) fn new_object(&mut self, inst: Inst, data: &InstData) {
        let Imm::Class(class) = data.imms[0] else {
            panic!("lower: {}: new without class", self.func.name)
        };
        let layout = self.env.layout.class(class);
        let (id, size) = (layout.type_id, layout.size as usize);
        let type_id = i64::from(id);
        let (slow, done) = (self.cold_block(), self.b.create_block());
        let result = self.b.append_block_param(done, I64);
        if size <= LARGE {
            let bytes = self.b.ins().iconst(I64, size as i64);
            let object = self.bump(bytes, slow);
            let header = self.b.ins().iconst(I64, Header::new(id, 0, 0).0 as i64);
            self.store_header(object, header);
            self.zero_fields(class, data.results[0], object);
            self.jump(done, object);
        } else {
            self.b.ins().jump(slow, &[]);
        }
        self.b.switch_to_block(slow);
        let type_id = self.b.ins().iconst(clif::types::I32, type_id);
        let object = self.slow_alloc(inst, symbols::ALLOC_FIXED, &[type_id]);
        self.jump(done, object);
        self.b.switch_to_block(done);
        self.def(data.results[0], result);
        self.fresh.insert(data.results[0]);
    }

    /// Clears the fields that the instructions right behind do not set.
    fn zero_fields(&mut self, class: ClassId, object: Value, addr: clif::Value) {
        let set = self.fields_set_next(object);
        for field in self.env.module.all_fields(class) {
            if set.contains(&field) {
                continue;
            }
            let storage = self.env.module.fields[field].storage;
            let offset = self.env.layout.field(field);
            let flags = self.field_flags(field);
            let ty = clif::Type::int_with_byte_size(storage_size(storage) as u16)
                .expect("storage sizes are powers of two");
            let zero = self.b.ins().iconst(ty, 0);
            self.b.ins().store(flags, zero, addr, offset);
        }
    }

    /// Fields of the new `object` that are set before anything can read them or collect.
    fn fields_set_next(&self, object: Value) -> FxHashSet<FieldId> {
        let (block, at) = self.at;
        let mut set = FxHashSet::default();
        for &inst in &self.func.blocks[block].insts[at + 1..] {
            let data = &self.func.insts[inst];
            let stores_here = data.op == Op::FieldSet && data.args[0] == object;
            if self.env.collects.at(self.env.module, data) || data.op.info().terminator {
                break;
            }
            if stores_here && data.args[1] != object {
                if let Imm::Field(field) = data.imms[0] {
                    set.insert(field);
                }
            } else if data.args.contains(&object) {
                break;
            }
        }
        set
    }

    pub(super) fn new_immediate(&mut self, inst: Inst, data: &InstData) {
        let Imm::Class(class) = data.imms[0] else {
            panic!("lower: {}: new_imm without class", self.func.name)
        };
        if self.env.layout.immediate != Some(class) {
            return self.new_boxed(inst, data, class);
        }
        let n = data.args[0];
        if let Some(word) = self.known_int(n).and_then(immediate::encode) {
            let value = self.b.ins().iconst(I64, word as i64);
            return self.def(data.results[0], value);
        }
        let n = self.value(n);
        let (slow, done) = (self.cold_block(), self.b.create_block());
        let result = self.b.append_block_param(done, I64);
        let (double, overflow) = self.b.ins().sadd_overflow(n, n);
        let word = self.b.ins().bor_imm_s(double, immediate::TAG as i64);
        self.b
            .ins()
            .brif(overflow, slow, &[], done, &[BlockArg::Value(word)]);
        self.b.switch_to_block(slow);
        let boxed = self.slow_alloc(inst, symbols::BOX_INT, &[n]);
        self.jump(done, boxed);
        self.b.switch_to_block(done);
        self.def(data.results[0], result);
    }

    /// An immediate class beside the tagged one is an ordinary object with one field.
    fn new_boxed(&mut self, inst: Inst, data: &InstData, class: ClassId) {
        self.new_object(inst, data);
        let field = self.env.module.all_fields(class)[0];
        let (object, n) = (self.value(data.results[0]), self.value(data.args[0]));
        let flags = self.field_flags(field);
        self.b
            .ins()
            .store(flags, n, object, self.env.layout.field(field));
    }

    // ---- arrays

    pub(super) fn new_array(&mut self, inst: Inst, data: &InstData) {
        let Imm::Array(array) = data.imms[0] else {
            panic!("lower: {}: arr_new without array type", self.func.name)
        };
        let id = self.env.layout.array_type(array);
        let length = self.value(data.args[0]);
        let (slow, done) = (self.cold_block(), self.b.create_block());
        let result = self.b.append_block_param(done, I64);
        let object = match self.known_int(data.args[0]) {
            Some(n) => self.inline_known(array, id, n, slow),
            None => Some(self.inline_array(array, id, length, slow)),
        };
        match object {
            Some(object) => self.jump(done, object),
            None => {
                self.b.ins().jump(slow, &[]);
            }
        }
        self.b.switch_to_block(slow);
        let type_id = self.b.ins().iconst(clif::types::I32, i64::from(id));
        let object = self.slow_alloc(inst, symbols::ALLOC_ARRAY, &[type_id, length]);
        if data.op == Op::ArrNew {
            self.trap_without_memory(object, length);
        }
        self.jump(done, object);
        self.b.switch_to_block(done);
        self.def(data.results[0], result);
        self.fresh.insert(data.results[0]);
    }

    fn trap_without_memory(&mut self, object: clif::Value, length: clif::Value) {
        let (failed, next) = (self.cold_block(), self.b.create_block());
        self.b.ins().brif(object, next, &[], failed, &[]);
        self.b.switch_to_block(failed);
        let negative = self.b.ins().icmp_imm_s(IntCC::SignedLessThan, length, 0);
        let (bounds, memory) = (
            self.trap_block(TrapCode::Bounds),
            self.trap_block(TrapCode::Memory),
        );
        self.b.ins().brif(negative, bounds, &[], memory, &[]);
        self.b.switch_to_block(next);
    }

    fn array_flags(&mut self, array: ArrayId) -> clif::MemFlagsData {
        self.region(region::ARRAY + array.index() as u32)
    }

    fn shift(&self, array: ArrayId) -> u32 {
        storage_size(self.env.module.arrays[array]).trailing_zeros()
    }

    /// An array whose length is a constant, if it is small.
    fn inline_known(
        &mut self,
        array: ArrayId,
        id: u32,
        length: i64,
        slow: clif::Block,
    ) -> Option<clif::Value> {
        let bytes = u32::try_from(length).ok()?.checked_shl(self.shift(array))?;
        let size = object_size(array::ELEMENTS as usize + bytes as usize);
        if length < 0 || length > INLINE_ARRAY as i64 || size > INLINE_ARRAY / 4 {
            return None;
        }
        let size_value = self.b.ins().iconst(I64, size as i64);
        let object = self.bump(size_value, slow);
        let header = Header::new(id, 0, length as u32).0 as i64;
        let header = self.b.ins().iconst(I64, header);
        self.store_header(object, header);
        let flags = self.array_flags(array);
        let zero = self.b.ins().iconst(I64, 0);
        for offset in (array::ELEMENTS..size as i32).step_by(8) {
            self.b.ins().store(flags, zero, object, offset);
        }
        Some(object)
    }

    /// An array with a length known at run time; large and negative lengths go to `slow`.
    fn inline_array(
        &mut self,
        array: ArrayId,
        id: u32,
        length: clif::Value,
        slow: clif::Block,
    ) -> clif::Value {
        let shift = self.shift(array);
        let most = ((INLINE_ARRAY - 8) >> shift) as i64;
        let small = self
            .b
            .ins()
            .icmp_imm_u(IntCC::UnsignedLessThanOrEqual, length, most);
        let next = self.b.create_block();
        self.b.ins().brif(small, next, &[], slow, &[]);
        self.b.switch_to_block(next);
        let wide = self.b.ins().uextend(I64, length);
        let bytes = self.b.ins().ishl_imm_s(wide, i64::from(shift));
        // Header and rounding; an empty array still takes the smallest object's 16 bytes.
        let size = self.b.ins().iadd_imm_s(bytes, 15);
        let size = self.b.ins().band_imm_s(size, -8);
        let least = self.b.ins().iconst(I64, kaa_abi::MIN_OBJECT as i64);
        let size = self.b.ins().umax(size, least);
        let object = self.bump(size, slow);
        let high = self.b.ins().ishl_imm_s(wide, 32);
        let header = self.b.ins().bor_imm_s(high, Header::new(id, 0, 0).0 as i64);
        self.store_header(object, header);
        let first = self.b.ins().iadd_imm_s(object, i64::from(array::ELEMENTS));
        let end = self.b.ins().iadd(object, size);
        self.zero_words(array, first, end);
        object
    }

    /// Clears the words in `first..end`, at least one.
    fn zero_words(&mut self, array: ArrayId, first: clif::Value, end: clif::Value) {
        let (head, done) = (self.b.create_block(), self.b.create_block());
        let at = self.b.append_block_param(head, I64);
        self.jump(head, first);
        self.b.switch_to_block(head);
        let flags = self.array_flags(array);
        let zero = self.b.ins().iconst(I64, 0);
        self.b.ins().store(flags, zero, at, 0);
        let next = self.b.ins().iadd_imm_s(at, 8);
        let more = self.b.ins().icmp(IntCC::UnsignedLessThan, next, end);
        self.b
            .ins()
            .brif(more, head, &[BlockArg::Value(next)], done, &[]);
        self.b.switch_to_block(done);
    }
}

//! Fields, prebuilt objects, and the write barrier.

use cranelift_codegen::ir::types::{F32, F64, I8, I32, I64};
use cranelift_codegen::ir::{self as clif, BlockArg, ExternalName, GlobalValueData, InstBuilder};
use cranelift_codegen::ir::{MemFlagsData, UserExternalName};
use kaa_abi::{header, immediate, symbols};
use kaa_ir::entity::Entity;
use kaa_ir::function::{Imm, ValueDef};
use kaa_ir::{ClassId, FieldId, InstData, Op, Storage, Type, Value};

use super::env::{IMAGE, TYPES};
use super::{Lower, region};
use crate::image::Place;

impl Lower<'_, '_> {
    // ---- data of the object file

    /// Address of `offset` in the image or the descriptor table.
    pub(super) fn data_addr(&mut self, namespace: u32, offset: usize) -> clif::Value {
        let index = u32::try_from(offset).expect("data objects are smaller than 4 GiB");
        let name = UserExternalName { namespace, index };
        let name = self.b.func.declare_imported_user_function(name);
        let global = self.b.create_global_value(GlobalValueData::Symbol {
            name: ExternalName::User(name),
            offset: 0.into(),
            colocated: true,
            tls: false,
        });
        self.b.ins().symbol_value(I64, global)
    }

    pub(super) fn image_ref(&mut self, data: &InstData) {
        let value = match data.imms[0] {
            Imm::Data(id) => self.data_addr(IMAGE, self.env.image.data(id)),
            Imm::Frozen(id) => self.frozen(id),
            ref imm => panic!("lower: {}: image reference with {imm:?}", self.func.name),
        };
        self.def(data.results[0], value);
    }

    fn frozen(&mut self, id: kaa_ir::FrozenId) -> clif::Value {
        match self.env.image.frozen(id) {
            Place::At(offset) => self.data_addr(IMAGE, offset),
            Place::Tagged(word) => self.b.ins().iconst(I64, word),
        }
    }

    pub(super) fn func_ref(&mut self, data: &InstData) {
        let Imm::Func(id) = data.imms[0] else {
            panic!("lower: {}: func_ref without function", self.func.name)
        };
        let func = self.func_by_id(id);
        let value = self.b.ins().func_addr(I64, func);
        self.def(data.results[0], value);
    }

    pub(super) fn class_ref(&mut self, data: &InstData) {
        let Imm::Class(class) = data.imms[0] else {
            panic!("lower: {}: class_ref without class", self.func.name)
        };
        let value = self.descriptor(class);
        self.def(data.results[0], value);
    }

    /// Address of a class's descriptor.
    pub(super) fn descriptor(&mut self, class: ClassId) -> clif::Value {
        let id = self.env.layout.class(class).type_id as usize;
        self.data_addr(TYPES, id * kaa_abi::types::TYPE_UNIT)
    }

    // ---- loads and stores of storage types

    pub(super) fn load_storage(
        &mut self,
        storage: Storage,
        flags: MemFlagsData,
        addr: clif::Value,
        offset: i32,
        unsigned: bool,
    ) -> clif::Value {
        let ins = self.b.ins();
        match storage {
            Storage::I8 if unsigned => ins.uload8(I32, flags, addr, offset),
            Storage::I16 if unsigned => ins.uload16(I32, flags, addr, offset),
            Storage::I8 => ins.sload8(I32, flags, addr, offset),
            Storage::I16 => ins.sload16(I32, flags, addr, offset),
            Storage::F32 => {
                let narrow = ins.load(F32, flags, addr, offset);
                self.b.ins().fpromote(F64, narrow)
            }
            Storage::Value(ty) => ins.load(super::clif_type(ty), flags, addr, offset),
        }
    }

    pub(super) fn store_storage(
        &mut self,
        storage: Storage,
        flags: MemFlagsData,
        value: clif::Value,
        addr: clif::Value,
        offset: i32,
    ) {
        let ins = self.b.ins();
        match storage {
            Storage::I8 => ins.istore8(flags, value, addr, offset),
            Storage::I16 => ins.istore16(flags, value, addr, offset),
            Storage::F32 => {
                let narrow = ins.fdemote(F32, value);
                self.b.ins().store(flags, narrow, addr, offset)
            }
            Storage::Value(_) => ins.store(flags, value, addr, offset),
        };
    }

    // ---- fields

    fn field_of(&self, data: &InstData) -> FieldId {
        match data.imms[0] {
            Imm::Field(field) => field,
            ref imm => panic!("lower: {}: field op with {imm:?}", self.func.name),
        }
    }

    pub(super) fn field_flags(&mut self, field: FieldId) -> MemFlagsData {
        self.region(region::FIELD + field.index() as u32)
    }

    pub(super) fn field_get(&mut self, data: &InstData) {
        let field = self.field_of(data);
        let row = &self.env.module.fields[field];
        let (storage, object) = (row.storage, self.value(data.args[0]));
        let flags = self.field_flags(field);
        let offset = self.env.layout.field(field);
        let value = if Some(row.class) == self.env.layout.immediate {
            self.unbox(object, flags, offset)
        } else {
            self.load_storage(storage, flags, object, offset, false)
        };
        self.def(data.results[0], value);
    }

    /// The integer in a tagged word or in its box.
    fn unbox(&mut self, word: clif::Value, flags: MemFlagsData, offset: i32) -> clif::Value {
        let (boxed, done) = (self.cold_block(), self.b.create_block());
        let result = self.b.append_block_param(done, I64);
        let small = self.b.ins().sshr_imm_s(word, 1);
        let tagged = self.is_tagged(word);
        self.b
            .ins()
            .brif(tagged, done, &[BlockArg::Value(small)], boxed, &[]);
        self.b.switch_to_block(boxed);
        let large = self.b.ins().load(I64, flags, word, offset);
        self.jump(done, large);
        self.b.switch_to_block(done);
        result
    }

    /// Non-zero if the word is tagged.
    pub(super) fn is_tagged(&mut self, word: clif::Value) -> clif::Value {
        self.b.ins().band_imm_s(word, immediate::TAG as i64)
    }

    pub(super) fn field_set(&mut self, data: &InstData) {
        let field = self.field_of(data);
        let storage = self.env.module.fields[field].storage;
        let (object, value) = (self.value(data.args[0]), self.value(data.args[1]));
        let offset = self.env.layout.field(field);
        if self.needs_barrier(storage, data.args[0], data.args[1]) {
            let slot = self.b.ins().iadd_imm_s(object, i64::from(offset));
            self.barrier(object, slot);
        }
        let flags = self.field_flags(field);
        self.store_storage(storage, flags, value, object, offset);
    }

    // ---- barrier

    /// Whether storing `value` into `object` must be told to the collector: not for scalars, for
    /// objects that are certainly young, and for values that never are.
    pub(super) fn needs_barrier(&self, storage: Storage, object: Value, value: Value) -> bool {
        crate::layout::is_traced(storage)
            && !self.fresh.contains(&object)
            && !self.is_never_young(value)
    }

    fn is_never_young(&self, value: Value) -> bool {
        let ValueDef::Result(inst, _) = self.func.values[value].def else {
            return false;
        };
        matches!(
            self.func.insts[inst].op,
            Op::Null | Op::FrozenRef | Op::DataRef
        )
    }

    fn clean_bit(&mut self, object: clif::Value) -> clif::Value {
        let flags = self.region(region::HEADER);
        let gc = self.b.ins().load(I8, flags, object, header::GC_BYTE);
        self.b.ins().band_imm_s(gc, i64::from(header::CLEAN))
    }

    /// Two instructions on the common way; the call preserves all registers.
    pub(super) fn barrier(&mut self, object: clif::Value, slot: clif::Value) {
        let clean = self.clean_bit(object);
        let (slow, next) = (self.cold_block(), self.b.create_block());
        self.b.ins().brif(clean, slow, &[], next, &[]);
        self.b.switch_to_block(slow);
        let (callee, vm) = (self.runtime_func(symbols::BARRIER), self.vm());
        self.b.ins().call(callee, &[vm, object, slot]);
        self.b.ins().jump(next, &[]);
        self.b.switch_to_block(next);
    }

    /// The barrier for elements `from..to` (i32) of an array.
    pub(super) fn barrier_range(&mut self, array: clif::Value, from: clif::Value, to: clif::Value) {
        let clean = self.clean_bit(array);
        let (slow, next) = (self.cold_block(), self.b.create_block());
        self.b.ins().brif(clean, slow, &[], next, &[]);
        self.b.switch_to_block(slow);
        let (callee, vm) = (self.runtime_func(symbols::BARRIER_RANGE), self.vm());
        self.b.ins().call(callee, &[vm, array, from, to]);
        self.b.ins().jump(next, &[]);
        self.b.switch_to_block(next);
    }

    /// A value that a descriptor or a frozen object could hold.
    pub(super) fn const_value(
        &mut self,
        value: kaa_ir::module::ConstValue,
        ty: Type,
    ) -> clif::Value {
        use kaa_ir::module::ConstValue;
        match value {
            ConstValue::Int(n) => {
                let ty = super::clif_type(ty);
                let bits = n & (u64::MAX >> (64 - ty.bits())) as i64;
                self.b.ins().iconst(ty, bits)
            }
            ConstValue::Float(x) => self.b.ins().f64const(x),
            ConstValue::Null => self.null(),
            ConstValue::Frozen(id) => self.frozen(id),
            ConstValue::Data(id) => self.data_addr(IMAGE, self.env.image.data(id)),
            ConstValue::Func(id) => {
                let func = self.func_by_id(id);
                self.b.ins().func_addr(I64, func)
            }
            ConstValue::Class(class) => self.descriptor(class),
        }
    }
}

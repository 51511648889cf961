//! Classes at run time: headers, descriptors, type tests, casts.
//!
//! A type test reads the header's masked low half, which is the type id shifted left by one; ids
//! are in pre-order, so a class with those below it is a range.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::types::{I32, I64};
use cranelift_codegen::ir::{self as clif, InstBuilder};
use kaa_abi::header::{TYPE_MASK, TYPE_SCALE};
use kaa_abi::{TypeInfo, types::TYPE_UNIT};
use kaa_ir::function::{Imm, TrapCode};
use kaa_ir::{ClassId, InstData, Module, Type, Value};

use super::env::{IMAGE, TYPES};
use super::{Lower, region};
use crate::analysis::only_const;

/// What a type test asks of the header.
#[derive(Clone, Copy)]
struct Range {
    first: u32,
    last: u32,
    /// Answer for a tagged word.
    tagged: bool,
}

impl Lower<'_, '_> {
    fn module(&self) -> &Module {
        self.env.module
    }

    fn may_be_tagged(&self, value: Value) -> bool {
        self.env
            .layout
            .may_be_tagged(self.module(), self.func.ty(value))
    }

    /// The masked header of a non-null reference, which may be a tagged word if its type says so.
    pub(super) fn masked_header(&mut self, value: Value) -> clif::Value {
        let word = self.value(value);
        let object = if self.may_be_tagged(value) {
            // A stand-in object with the immediate class's header: a conditional move instead of
            // a branch that a program mixing integers and objects would mispredict.
            let stand_in = self.data_addr(IMAGE, self.env.image.stand_in());
            let tagged = self.is_tagged(word);
            self.b.ins().select(tagged, stand_in, word)
        } else {
            word
        };
        self.header_of(object)
    }

    fn header_of(&mut self, object: clif::Value) -> clif::Value {
        let flags = self.region(region::HEADER);
        let head = self.b.ins().load(I32, flags, object, 0);
        self.b.ins().band_imm_s(head, i64::from(TYPE_MASK))
    }

    /// Address of the descriptor of a non-null reference's dynamic class.
    pub(super) fn descriptor_of(&mut self, value: Value) -> clif::Value {
        let masked = self.masked_header(value);
        let wide = self.b.ins().uextend(I64, masked);
        let offset = self
            .b
            .ins()
            .ishl_imm_s(wide, i64::from(TYPE_SCALE.trailing_zeros()));
        let table = self.data_addr(TYPES, 0);
        self.b.ins().iadd(table, offset)
    }

    /// An 8-byte entry of a descriptor.
    pub(super) fn descriptor_load(
        &mut self,
        descriptor: clif::Value,
        offset: i32,
        ty: clif::Type,
    ) -> clif::Value {
        let flags = self
            .region(region::DESCRIPTOR)
            .with_readonly()
            .with_can_move();
        self.b.ins().load(ty, flags, descriptor, offset)
    }

    pub(super) fn class_of(&mut self, data: &InstData) {
        let value = self.descriptor_of(data.args[0]);
        self.def(data.results[0], value);
    }

    pub(super) fn class_const(&mut self, data: &InstData) {
        let Imm::Const(id) = data.imms[0] else {
            panic!("lower: {}: class_const without constant", self.func.name)
        };
        let ty = self.module().consts[id].ty;
        let known = match self.func.ty(data.args[0]) {
            Type::Ref(class, _) => only_const(self.module(), class, id),
            _ => None,
        };
        let value = match known {
            Some(value) => self.const_value(value, ty),
            None => {
                let descriptor = self.descriptor_of(data.args[0]);
                let offset = self.env.layout.constant(id);
                self.descriptor_load(descriptor, offset, super::clif_type(ty))
            }
        };
        self.def(data.results[0], value);
    }

    pub(super) fn cls_eq(&mut self, data: &InstData) {
        self.ref_eq(data);
    }

    /// Descriptors lie in pre-order: below `b` is the range up to its last subtype.
    pub(super) fn cls_subclass(&mut self, data: &InstData) {
        let (a, b) = (self.value(data.args[0]), self.value(data.args[1]));
        let offset = core::mem::offset_of!(TypeInfo, last_subtype) as i32;
        let last = self.descriptor_load(b, offset, I32);
        let last = self.b.ins().uextend(I64, last);
        let last = self.b.ins().imul_imm_s(last, TYPE_UNIT as i64);
        let table = self.data_addr(TYPES, 0);
        let end = self.b.ins().iadd(table, last);
        let distance = self.b.ins().isub(a, b);
        let limit = self.b.ins().isub(end, b);
        let value = self
            .b
            .ins()
            .icmp(IntCC::UnsignedLessThanOrEqual, distance, limit);
        self.def(data.results[0], value);
    }

    // ---- tests

    fn class_range(&self, class: ClassId) -> Range {
        let row = self.env.layout.class(class);
        let immediate = self.env.layout.immediate;
        let tagged = immediate.is_some_and(|i| self.module().is_subclass(i, class));
        Range {
            first: row.type_id,
            last: row.last_id,
            tagged,
        }
    }

    fn test_range(&self, data: &InstData) -> Range {
        match data.imms[0] {
            Imm::Class(class) => self.class_range(class),
            Imm::Array(array) => {
                let id = self.env.layout.array_type(array);
                Range {
                    first: id,
                    last: id,
                    tagged: false,
                }
            }
            ref imm => panic!("lower: {}: type test with {imm:?}", self.func.name),
        }
    }

    /// Whether a masked header lies in the range.
    fn in_range(&mut self, masked: clif::Value, range: Range) -> clif::Value {
        // Ids appear shifted left by one in the masked header.
        let first = i64::from(range.first) << 1;
        if range.first == range.last {
            return self.b.ins().icmp_imm_s(IntCC::Equal, masked, first);
        }
        let distance = self.b.ins().iadd_imm_s(masked, -first);
        let span = i64::from(range.last - range.first) << 1;
        self.b
            .ins()
            .icmp_imm_u(IntCC::UnsignedLessThanOrEqual, distance, span)
    }

    /// Goes to `yes` if the reference is not null and in the range, else to `no`.
    fn range_branch(&mut self, value: Value, range: Range, yes: clif::Block, no: clif::Block) {
        let word = self.value(value);
        if self.may_be_tagged(value) {
            let (target, next) = (if range.tagged { yes } else { no }, self.b.create_block());
            let tagged = self.is_tagged(word);
            self.b.ins().brif(tagged, target, &[], next, &[]);
            self.b.switch_to_block(next);
        }
        if self.func.ty(value).is_nullable() {
            let next = self.b.create_block();
            self.b.ins().brif(word, next, &[], no, &[]);
            self.b.switch_to_block(next);
        }
        let masked = self.header_of(word);
        let hit = self.in_range(masked, range);
        self.b.ins().brif(hit, yes, &[], no, &[]);
    }

    pub(super) fn type_branch(&mut self, test: &InstData, yes: clif::Block, no: clif::Block) {
        let range = self.test_range(test);
        self.range_branch(test.args[0], range, yes, no);
    }

    pub(super) fn type_test(&mut self, data: &InstData) {
        if self.fused.contains(&data.results[0]) {
            return;
        }
        let range = self.test_range(data);
        let word = self.value(data.args[0]);
        let mut object = word;
        // Null and tagged words read the header of a stand-in that gives the right answer.
        if self.may_be_tagged(data.args[0]) {
            let stand_in = self.data_addr(IMAGE, self.env.image.stand_in());
            let tagged = self.is_tagged(word);
            object = self.b.ins().select(tagged, stand_in, object);
        }
        if self.func.ty(data.args[0]).is_nullable() {
            let nothing = self.data_addr(IMAGE, self.env.image.nothing());
            object = self.b.ins().select(word, object, nothing);
        }
        let masked = self.header_of(object);
        let value = self.in_range(masked, range);
        self.def(data.results[0], value);
    }

    pub(super) fn cast(&mut self, data: &InstData) {
        let Imm::Type(to) = data.imms[0] else {
            panic!("lower: {}: cast without type", self.func.name)
        };
        let (value, from) = (data.args[0], self.func.ty(data.args[0]));
        let range = match to {
            // Whoever is statically of the type up to null needs no look at the header.
            to if self
                .module()
                .is_subtype(from.with_null(false), to.with_null(false)) =>
            {
                None
            }
            Type::Ref(class, _) => Some(self.class_range(class)),
            Type::Arr(array, _) => {
                let id = self.env.layout.array_type(array);
                Some(Range {
                    first: id,
                    last: id,
                    tagged: false,
                })
            }
            _ => None,
        };
        let word = self.value(value);
        let trap = self.trap_block(TrapCode::Cast);
        if let Some(range) = range {
            let done = self.b.create_block();
            if to.is_nullable() && from.is_nullable() {
                let next = self.b.create_block();
                self.b.ins().brif(word, next, &[], done, &[]);
                self.b.switch_to_block(next);
            }
            self.range_branch(value, range, done, trap);
            self.b.switch_to_block(done);
        } else if from.is_nullable() && !to.is_nullable() {
            let next = self.b.create_block();
            self.b.ins().brif(word, next, &[], trap, &[]);
            self.b.switch_to_block(next);
        }
        self.def(data.results[0], word);
    }
}

//! Array ops.

use kaa_ir::{Inst, Storage, Type, Value};

use super::{Lowering, imm};
use crate::asm::op;
use crate::asm::types::class_name_of;
use crate::names::RT;

/// How one kind of element is loaded, stored and converted.
struct Element {
    descriptor: String,
    load: u8,
    store: u8,
    /// Conversions of the loaded value and of the one to store.
    widen: &'static [u8],
    narrow: &'static [u8],
}

impl Lowering<'_, '_, '_> {
    fn storage_of(&self, array: Value) -> Storage {
        match self.ty(array) {
            Type::Arr(id, _) => self.names.module.arrays[id],
            other => panic!("{}: {other:?} is no array", self.func.name),
        }
    }

    fn element(&self, storage: Storage) -> Element {
        let row = |load, store, widen, narrow| Element {
            descriptor: self.names.storage(storage),
            load,
            store,
            widen,
            narrow,
        };
        match storage {
            // bastore and sastore truncate; so do not Arrays.fill's parameters: see `arr_fill`.
            Storage::I8 => row(op::BALOAD, op::BASTORE, &[], &[op::I2B]),
            Storage::I16 => row(op::SALOAD, op::SASTORE, &[], &[op::I2S]),
            Storage::F32 => row(op::FALOAD, op::FASTORE, &[op::F2D], &[op::D2F]),
            Storage::Value(Type::I1) => row(op::BALOAD, op::BASTORE, &[], &[]),
            Storage::Value(Type::I32) => row(op::IALOAD, op::IASTORE, &[], &[]),
            Storage::Value(Type::I64) => row(op::LALOAD, op::LASTORE, &[], &[]),
            Storage::Value(Type::F64) => row(op::DALOAD, op::DASTORE, &[], &[]),
            Storage::Value(_) => row(op::AALOAD, op::AASTORE, &[], &[]),
        }
    }

    pub(super) fn arr_new(&mut self, inst: Inst) {
        let data = self.data(inst);
        let storage = self.names.module.arrays[imm::array(data)];
        self.push(data.args[0]);
        self.code.new_array(&self.names.storage(storage));
    }

    pub(super) fn arr_try_new(&mut self, inst: Inst) {
        let data = self.data(inst);
        let descriptor = self
            .names
            .storage(self.names.module.arrays[imm::array(data)]);
        let array = format!("[{descriptor}");
        self.push(data.args[0]);
        if descriptor.len() == 1 {
            let method = format!("(I){array}");
            self.code
                .invokestatic(RT, &format!("tryNew{descriptor}"), &method);
        } else {
            self.code.ldc_class(class_name_of(&descriptor));
            let method = "(ILjava/lang/Class;)[Ljava/lang/Object;";
            self.code.invokestatic(RT, "tryNewRefs", method);
            self.code.checkcast(&array);
        }
    }

    pub(super) fn arr_get(&mut self, inst: Inst) {
        let data = self.data(inst);
        let element = self.element(self.storage_of(data.args[0]));
        self.push_all(&data.args);
        if element.load == op::AALOAD {
            self.code.aaload(&element.descriptor);
        } else {
            self.code.op(element.load);
            self.code.ops(element.widen);
        }
    }

    pub(super) fn arr_get_u(&mut self, inst: Inst) {
        let data = self.data(inst);
        self.push_all(&data.args);
        if self.storage_of(data.args[0]) == Storage::I16 {
            self.code.ops(&[op::SALOAD, op::I2C]);
        } else {
            self.code.op(op::BALOAD);
            self.code.iconst(0xff);
            self.code.op(op::IAND);
        }
    }

    pub(super) fn arr_set(&mut self, inst: Inst) {
        let data = self.data(inst);
        let storage = self.storage_of(data.args[0]);
        let element = self.element(storage);
        self.push_all(&data.args);
        if storage == Storage::F32 {
            self.code.ops(element.narrow);
        }
        self.code.op(element.store);
    }

    pub(super) fn arr_copy(&mut self, inst: Inst) {
        let descriptor = "(Ljava/lang/Object;ILjava/lang/Object;II)V";
        self.static_call(inst, "java/lang/System", "arraycopy", descriptor);
    }

    pub(super) fn arr_fill(&mut self, inst: Inst) {
        let data = self.data(inst);
        let element = self.element(self.storage_of(data.args[0]));
        self.push_all(&data.args);
        self.code.ops(element.narrow);
        let ty = match element.store {
            op::AASTORE => "Ljava/lang/Object;",
            _ => &element.descriptor,
        };
        let descriptor = format!("([{ty}II{ty})V");
        self.code
            .invokestatic("java/util/Arrays", "fill", &descriptor);
    }
}

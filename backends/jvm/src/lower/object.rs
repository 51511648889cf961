//! Objects, classes, casts, and the runtime's services.

use kaa_ir::{Inst, Storage, Type};

use super::{Lowering, imm};
use crate::asm::op;
use crate::names::{CTX, CtxForm, RT, WEAK, WRAPPED_CTX};

impl Lowering<'_, '_, '_> {
    pub(super) fn new_object(&mut self, inst: Inst) {
        let class = self.names.class(imm::class(self.data(inst))).to_owned();
        self.code.new_object(&class);
        self.code.dup();
        self.code.invokespecial(&class, "<init>", "()V");
    }

    pub(super) fn new_imm(&mut self, inst: Inst) {
        let data = self.data(inst);
        let class = self.names.class(imm::class(data)).to_owned();
        self.push(data.args[0]);
        self.code
            .invokestatic(&class, "of", &format!("(J)L{class};"));
    }

    pub(super) fn field_get(&mut self, inst: Inst) {
        let data = self.data(inst);
        let field = imm::field(data);
        let (class, name, descriptor) = self.names.field(field);
        self.push(data.args[0]);
        self.code.getfield(class, &name, &descriptor);
        if self.names.module.fields[field].storage == Storage::F32 {
            self.code.op(op::F2D);
        }
    }

    pub(super) fn field_set(&mut self, inst: Inst) {
        let data = self.data(inst);
        let field = imm::field(data);
        let (class, name, descriptor) = self.names.field(field);
        self.push_all(&data.args);
        match self.names.module.fields[field].storage {
            Storage::I8 => self.code.op(op::I2B),
            Storage::I16 => self.code.op(op::I2S),
            Storage::F32 => self.code.op(op::D2F),
            Storage::Value(_) => {}
        }
        self.code.putfield(class, &name, &descriptor);
    }

    pub(super) fn class_const(&mut self, inst: Inst) {
        let data = self.data(inst);
        let id = imm::class_const(data);
        let (class, name, descriptor) = self.names.class_const(id);
        self.push(data.args[0]);
        if self.names.const_needs_ctx(self.names.module.consts[id].ty) {
            self.push_ctx();
        }
        self.code.invokevirtual(class, &name, &descriptor);
    }

    pub(super) fn class_of(&mut self, inst: Inst) {
        self.push(self.data(inst).args[0]);
        let descriptor = "()Ljava/lang/Class;";
        self.code
            .invokevirtual("java/lang/Object", "getClass", descriptor);
    }

    pub(super) fn cls_subclass(&mut self, inst: Inst) {
        // `super.isAssignableFrom(sub)`.
        let data = self.data(inst);
        self.push_all(&data.args);
        let descriptor = "(Ljava/lang/Class;Ljava/lang/Class;)Z";
        self.code.invokestatic(RT, "isSubclass", descriptor);
    }

    /// Arrays of references are invariant in the IR and covariant in Java: their exact class is asked for.
    pub(super) fn is_array(&mut self, inst: Inst) {
        let data = self.data(inst);
        let descriptor = self.names.ty(Type::Arr(imm::array(data), false));
        self.push(data.args[0]);
        if descriptor.len() == 2 {
            return self.code.instanceof(&descriptor);
        }
        self.code.ldc_class(&descriptor);
        let method = "(Ljava/lang/Object;Ljava/lang/Class;)Z";
        self.code.invokestatic(RT, "isExactly", method);
    }

    pub(super) fn cast(&mut self, inst: Inst, checked: bool) {
        let data = self.data(inst);
        let (from, to) = (self.ty(data.args[0]), imm::ty(data));
        self.push(data.args[0]);
        if checked && from.is_nullable() && !to.is_nullable() {
            self.code.dup();
            let method = "(Ljava/lang/Object;)V";
            self.code.invokestatic(RT, "castNonNull", method);
        }
        let is_upcast = self.names.module.is_subtype(from.with_null(false), to);
        let descriptor = self.names.ty(to);
        if is_upcast || descriptor == "Ljava/lang/Object;" {
            return;
        }
        if checked && descriptor.starts_with('[') && descriptor.len() > 2 {
            self.code.dup();
            self.code.ldc_class(&descriptor);
            let method = "(Ljava/lang/Object;Ljava/lang/Class;)V";
            self.code.invokestatic(RT, "castExactly", method);
        }
        let class = self.class_name(to);
        self.code.checkcast(&class);
    }

    pub(super) fn non_null(&mut self, inst: Inst) {
        self.push(self.data(inst).args[0]);
        self.code.dup();
        let descriptor = "(Ljava/lang/Object;)Ljava/lang/Object;";
        self.code
            .invokestatic("java/util/Objects", "requireNonNull", descriptor);
        self.code.pop_value();
    }

    pub(super) fn data_ref(&mut self, inst: Inst) {
        let index = self.image.data_index(imm::data(self.data(inst)));
        self.push_ctx();
        self.code.iconst(index);
        self.code.invokevirtual(CTX, "data", "(I)[B");
    }

    pub(super) fn frozen_ref(&mut self, inst: Inst) {
        let data = self.data(inst);
        let index = self.image.frozen_index(imm::frozen(data));
        self.push_ctx();
        self.code.iconst(index);
        self.code
            .invokevirtual(CTX, "frozen", "(I)Ljava/lang/Object;");
        let class = self.class_name(self.ty(data.results[0]));
        self.code.checkcast(&class);
    }

    pub(super) fn func_ref(&mut self, inst: Inst) {
        let member = self.names.fn_member(imm::func(self.data(inst)));
        push_fn_member(self.code, &member.group, member.index);
    }

    pub(super) fn ctx_object(&mut self) {
        self.push_ctx();
        if self.names.ctx_form == CtxForm::Wrapped {
            let class = self.names.module.context.expect("wrapped context");
            let descriptor = format!("L{};", self.names.class(class));
            self.code.getfield(WRAPPED_CTX, "object", &descriptor);
        }
    }

    pub(super) fn push_attention(&mut self) {
        self.push_ctx();
        self.code.getfield(CTX, "attention", "I");
    }

    /// A method of the context with the operands as arguments.
    pub(super) fn ctx_method(&mut self, inst: Inst, name: &str, descriptor: &str) {
        self.push_ctx();
        self.push_all(&self.data(inst).args);
        self.code.invokevirtual(CTX, name, descriptor);
    }

    pub(super) fn weak_new(&mut self, inst: Inst) {
        let descriptor = format!("(Ljava/lang/Object;)L{WEAK};");
        self.static_call(inst, WEAK, "of", &descriptor);
    }

    pub(super) fn weak_get(&mut self, inst: Inst) {
        self.push(self.data(inst).args[0]);
        self.code
            .invokevirtual(WEAK, "target", "()Ljava/lang/Object;");
    }

    pub(super) fn exc_take(&mut self, inst: Inst) {
        self.push_ctx();
        self.code
            .invokevirtual(CTX, "takePending", "()Ljava/lang/Object;");
        let class = self.class_name(self.ty(self.data(inst).results[0]));
        self.code.checkcast(&class);
    }
}

/// Pushes a function reference.
pub fn push_fn_member(code: &mut crate::asm::Code, group: &str, index: usize) {
    code.getstatic(group, "all", &format!("[L{group};"));
    code.iconst(index as i32);
    code.aaload(&format!("L{group};"));
}

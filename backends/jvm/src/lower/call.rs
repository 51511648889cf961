//! Calls.

use kaa_ir::{Inst, Op};

use super::{Lowering, imm};
use crate::names::{CTX, EXTERNS};

/// A call whose operands are on the stack.
pub(super) struct Invoke {
    class: String,
    name: String,
    descriptor: String,
    kind: Kind,
}

enum Kind {
    Static,
    Virtual,
    Interface,
}

impl Lowering<'_, '_, '_> {
    pub(super) fn call(&mut self, inst: Inst) {
        let call = self.push_call_operands(inst);
        self.invoke(&call);
    }

    /// Pushes receiver, context and arguments of any form of call.
    pub(super) fn push_call_operands(&mut self, inst: Inst) -> Invoke {
        let data = self.data(inst);
        match data.op.without_try() {
            Op::Call => {
                let site = self.names.site(imm::func(data));
                self.push_ctx();
                self.push_all(&data.args);
                Invoke {
                    class: site.class.clone(),
                    name: site.method.clone(),
                    descriptor: site.descriptor.clone(),
                    kind: Kind::Static,
                }
            }
            Op::CallVirtual => {
                let (class, name, descriptor) = self.names.slot(imm::slot(data));
                let class = class.to_owned();
                self.push_receiver_and_args(inst);
                Invoke {
                    class,
                    name,
                    descriptor,
                    kind: Kind::Virtual,
                }
            }
            Op::CallRef => {
                let sig = imm::sig(data);
                self.push_receiver_and_args(inst);
                Invoke {
                    class: self.names.fn_class(sig),
                    name: "call".to_owned(),
                    descriptor: self.names.sig(sig),
                    kind: Kind::Virtual,
                }
            }
            Op::CallExtern => {
                let (name, descriptor) = self.names.externs(imm::extern_(data));
                self.push_ctx();
                self.code.getfield(CTX, "externs", &format!("L{EXTERNS};"));
                self.push_all(&data.args);
                Invoke {
                    class: EXTERNS.to_owned(),
                    name,
                    descriptor,
                    kind: Kind::Interface,
                }
            }
            other => panic!("{}: {} is no call", self.func.name, other.name()),
        }
    }

    fn push_receiver_and_args(&mut self, inst: Inst) {
        let args = &self.data(inst).args;
        self.push(args[0]);
        self.push_ctx();
        self.push_all(&args[1..]);
    }

    pub(super) fn invoke(&mut self, call: &Invoke) {
        let Invoke {
            class,
            name,
            descriptor,
            kind,
        } = call;
        match kind {
            Kind::Static => self.code.invokestatic(class, name, descriptor),
            Kind::Virtual => self.code.invokevirtual(class, name, descriptor),
            Kind::Interface => self.code.invokeinterface(class, name, descriptor),
        }
    }
}

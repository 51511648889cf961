//! Function references: an abstract class for each signature, and final classes that serve many functions by a switch, since
//! a class of its own for every function would cost start-up time.

use kaa_ir::SigId;

use super::classes::{constructor, load_params, one_local};
use super::counted_loop;
use crate::asm::{Access, ClassBuilder, Label, op};
use crate::lower::return_op;
use crate::names::{FN, FnGroup, Names};

/// `abstract class Fn$sig { abstract R call(Ctx, ...); }`
pub fn emit_signature(names: &Names, sig: SigId) -> (String, Vec<u8>) {
    let name = names.fn_class(sig);
    let mut class = ClassBuilder::new(Access::PUBLIC | Access::ABSTRACT, &name, FN);
    constructor(&mut class, FN);
    class.abstract_method(Access::PUBLIC, "call", &names.sig(sig));
    (name, class.finish())
}

/// One object for each member in the static array `all`; `call` switches on the object's number.
pub fn emit_group(names: &Names, group: &FnGroup) -> (String, Vec<u8>) {
    let base = names.fn_class(group.sig);
    let mut class = ClassBuilder::new(Access::PUBLIC | Access::FINAL, &group.class, &base);
    class.field(Access::PRIVATE | Access::FINAL, "id", "I");
    let all = format!("[L{};", group.class);
    let access = Access::PUBLIC | Access::STATIC | Access::FINAL;
    class.field(access, "all", &all);
    class.small_method(Access::PRIVATE, "<init>", "(I)V", |code| {
        code.load(0);
        code.invokespecial(&base, "<init>", "()V");
        code.load(0);
        code.load(1);
        code.putfield(&group.class, "id", "I");
        code.op(op::RETURN);
    });
    class.small_method(Access::STATIC, "<clinit>", "()V", |code| {
        let n = group.members.len() as i32;
        code.iconst(n);
        code.new_array(&format!("L{};", group.class));
        code.store(0);
        let locals = one_local(code, &all);
        counted_loop(code, locals, n, |code, i| {
            code.load(0);
            code.load(i);
            code.new_object(&group.class);
            code.dup();
            code.load(i);
            code.invokespecial(&group.class, "<init>", "(I)V");
            code.op(op::AASTORE);
        });
        code.load(0);
        code.putstatic(&group.class, "all", &all);
        code.op(op::RETURN);
    });
    call_method(&mut class, names, group);
    (group.class.clone(), class.finish())
}

fn call_method(class: &mut ClassBuilder, names: &Names, group: &FnGroup) {
    let sig = &names.module.sigs[group.sig];
    class.small_method(Access::PUBLIC, "call", &names.sig(group.sig), |code| {
        let labels: Vec<Label> = group.members.iter().map(|_| code.new_label()).collect();
        if group.members.len() > 1 {
            code.load(0);
            code.getfield(&group.class, "id", "I");
            // The last member is the default: no number is out of range.
            let (last, cases) = labels.split_last().expect("members");
            let cases = cases.iter().enumerate().map(|(i, &l)| (i as i32, l));
            code.switch(cases.collect(), *last);
        }
        for (&func, &label) in group.members.iter().zip(&labels) {
            let site = names.site(func);
            code.place(label);
            code.load(1);
            load_params(code, &sig.params, 2);
            code.invokestatic(&site.class, &site.method, &site.descriptor);
            code.op(return_op(sig.result));
        }
    });
}

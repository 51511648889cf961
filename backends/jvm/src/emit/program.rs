//! `kaa/gen/Main`: the entry point, and the makers that the frozen heap's decoder calls by number.

use crate::asm::types::class_name_of;
use crate::asm::{Access, ClassBuilder, Code, op};
use crate::image::{Image, Kind};
use crate::lower::push_fn_member;
use crate::names::{CTX, CtxForm, Names, WRAPPED_CTX};

pub const MAIN: &str = "kaa/gen/Main";
const PROGRAM: &str = "kaa/rt/Program";
/// What handlers catch when the stack or the heap is used up.
pub const HOST_ERROR: &str = "java/lang/VirtualMachineError";
/// Cases of one switch method: some 12 bytes each, below HotSpot's limit.
const CHUNK: usize = 500;

pub fn emit(names: &Names, image: &Image) -> Vec<(String, Vec<u8>)> {
    let mut out = vec![main_class(names, image)];
    if names.ctx_form == CtxForm::Wrapped {
        out.push(wrapped_ctx(names));
    }
    out
}

fn main_class(names: &Names, image: &Image) -> (String, Vec<u8>) {
    let mut class = ClassBuilder::new(Access::PUBLIC | Access::FINAL, MAIN, PROGRAM);
    super::classes::constructor(&mut class, PROGRAM);
    let access = Access::PUBLIC | Access::STATIC;
    class.small_method(access, "main", "([Ljava/lang/String;)V", |code| {
        code.new_object(MAIN);
        code.dup();
        code.invokespecial(MAIN, "<init>", "()V");
        code.load(0);
        let descriptor = format!("(L{PROGRAM};[Ljava/lang/String;)V");
        code.invokestatic("kaa/rt/Launcher", "main", &descriptor);
        code.op(op::RETURN);
    });
    class.small_method(Access::PUBLIC, "newCtx", &format!("()L{CTX};"), |code| {
        code.new_object(&names.ctx_class);
        code.dup();
        code.invokespecial(&names.ctx_class, "<init>", "()V");
        code.op(op::ARETURN);
    });
    class.small_method(Access::PUBLIC, "run", &format!("(L{CTX};)I"), |code| {
        match names.module.entry {
            Some(entry) => {
                let site = names.site(entry);
                code.load(1);
                code.checkcast(&names.ctx_class);
                code.invokestatic(&site.class, &site.method, &site.descriptor);
            }
            None => code.iconst(0),
        }
        code.op(op::IRETURN);
    });
    makers(&mut class, names, image);
    if names.takes_host_errors() {
        host_error(&mut class, names);
    }
    (MAIN.to_owned(), class.finish())
}

/// `static Object hostError(VirtualMachineError)`: the program's exception for it; others are thrown on.
fn host_error(class: &mut ClassBuilder, names: &Names) {
    let descriptor = format!("(L{HOST_ERROR};)Ljava/lang/Object;");
    let access = Access::PUBLIC | Access::STATIC;
    class.small_method(access, "hostError", &descriptor, |code| {
        let rows = [
            ("java/lang/StackOverflowError", names.module.overflow),
            ("java/lang/OutOfMemoryError", names.module.exhausted),
        ];
        for (error, made) in rows {
            let Some(made) = made else { continue };
            let next = code.new_label();
            code.load(0);
            code.instanceof(error);
            code.branch(op::IFEQ, next);
            code.new_object(names.class(made));
            code.dup();
            code.invokespecial(names.class(made), "<init>", "()V");
            code.op(op::ARETURN);
            code.place(next);
        }
        code.load(0);
        code.op(op::ATHROW);
    });
}

fn makers(class: &mut ClassBuilder, names: &Names, image: &Image) {
    let object = "Ljava/lang/Object;";
    let descriptor = format!("(II){object}");
    table(
        class,
        "make",
        &descriptor,
        image.kinds.len(),
        &|code, i| match image.kinds[i] {
            Kind::Object(id) => {
                code.new_object(names.class(id));
                code.dup();
                code.invokespecial(names.class(id), "<init>", "()V");
            }
            Kind::Array(array) => {
                code.load(2);
                code.new_array(&names.storage(names.module.arrays[array]));
            }
        },
    );
    let descriptor = format!("(II){object}");
    table(class, "func", &descriptor, image.funcs.len(), &|code, i| {
        let member = names.fn_member(image.funcs[i]);
        push_fn_member(code, &member.group, member.index);
    });
    table(
        class,
        "cls",
        &descriptor,
        image.classes.len(),
        &|code, i| {
            code.ldc_class(class_name_of(names.class(image.classes[i])));
        },
    );
}

/// A method `(int index, int argument) -> Object` with one case for each index, in chunks of methods that can be compiled.
fn table(
    class: &mut ClassBuilder,
    name: &str,
    descriptor: &str,
    n: usize,
    case: &dyn Fn(&mut Code, usize),
) {
    let n_chunks = n.div_ceil(CHUNK);
    class.small_method(Access::PUBLIC, name, descriptor, |code| {
        let chunks: Vec<_> = (0..n_chunks).map(|_| code.new_label()).collect();
        let none = code.new_label();
        code.load(1);
        code.iconst(CHUNK as i32);
        code.op(op::IDIV);
        let cases = chunks.iter().enumerate().map(|(i, &l)| (i as i32, l));
        code.switch(cases.collect(), none);
        for (at, label) in chunks.into_iter().enumerate() {
            code.place(label);
            for local in 0..3 {
                code.load(local);
            }
            code.invokevirtual(MAIN, &format!("{name}${at}"), descriptor);
            code.op(op::ARETURN);
        }
        code.place(none);
        code.op(op::ACONST_NULL);
        code.op(op::ARETURN);
    });
    for at in 0..n_chunks {
        let range = at * CHUNK..n.min((at + 1) * CHUNK);
        class.small_method(
            Access::PUBLIC,
            &format!("{name}${at}"),
            descriptor,
            |code| {
                let labels: Vec<_> = range.clone().map(|_| code.new_label()).collect();
                code.load(1);
                let cases = range.clone().zip(&labels).map(|(i, &l)| (i as i32, l));
                let none = code.new_label();
                code.switch(cases.collect(), none);
                for (i, label) in range.zip(labels) {
                    code.place(label);
                    case(code, i);
                    code.op(op::ARETURN);
                }
                code.place(none);
                code.op(op::ACONST_NULL);
                code.op(op::ARETURN);
            },
        );
    }
}

/// The context of modules whose context class has a parent: a `Ctx` that holds the object.
fn wrapped_ctx(names: &Names) -> (String, Vec<u8>) {
    let object = names.class(names.module.context.expect("wrapped context"));
    let descriptor = format!("L{object};");
    let mut class = ClassBuilder::new(Access::PUBLIC | Access::FINAL, WRAPPED_CTX, CTX);
    class.field(Access::PUBLIC | Access::FINAL, "object", &descriptor);
    class.small_method(Access::PUBLIC, "<init>", "()V", |code| {
        code.load(0);
        code.invokespecial(CTX, "<init>", "()V");
        code.load(0);
        code.new_object(object);
        code.dup();
        code.invokespecial(object, "<init>", "()V");
        code.putfield(WRAPPED_CTX, "object", &descriptor);
        code.op(op::RETURN);
    });
    (WRAPPED_CTX.to_owned(), class.finish())
}

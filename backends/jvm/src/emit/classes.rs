//! An IR class as a Java class: fields, virtual slots, constants, and what the frozen heap needs.

use kaa_ir::module::ConstValue;
use kaa_ir::{ClassConstId, ClassId, FieldId, FuncId, SlotId, Storage, Type};

use super::counted_loop;
use crate::asm::types::class_name_of;
use crate::asm::{Access, ClassBuilder, Code, VType, op};
use crate::image::Image;
use crate::lower::{push_fn_member, return_op};
use crate::names::{CTX, Names};

/// Immediate instances with these values are shared.
const CACHE_LOW: i64 = -256;
const CACHE_LEN: i64 = 1280;

pub fn emit(names: &Names, image: &Image, id: ClassId) -> (String, Vec<u8>) {
    let row = &names.module.classes[id];
    let mut access = Access::PUBLIC;
    if row.is_final {
        access = access | Access::FINAL;
    }
    if row.is_abstract {
        access = access | Access::ABSTRACT;
    }
    let mut class = ClassBuilder::new(access, names.class(id), names.super_class(id));
    for &field in &row.fields {
        let (_, name, descriptor) = names.field(field);
        class.field(Access::PUBLIC, &name, &descriptor);
    }
    constructor(&mut class, names.super_class(id));
    if names.is_guarded(id) {
        guard(&mut class);
    }
    if row.is_immediate {
        immediate_factory(&mut class, names, row.fields[0]);
    }
    for &slot in &row.slots {
        if !row.methods.contains_key(&slot) {
            let (_, name, descriptor) = names.slot(slot);
            class.abstract_method(Access::PUBLIC, &name, &descriptor);
        }
    }
    // Hash maps have no order; class files must be the same every time.
    let mut methods: Vec<(SlotId, FuncId)> = row.methods.iter().map(|(&s, &f)| (s, f)).collect();
    methods.sort();
    for (slot, func) in methods {
        slot_method(&mut class, names, slot, func);
    }
    for &id in &row.consts {
        if !row.const_values.contains_key(&id) {
            let (_, name, descriptor) = names.class_const(id);
            class.abstract_method(Access::PUBLIC, &name, &descriptor);
        }
    }
    let mut values: Vec<(ClassConstId, ConstValue)> =
        row.const_values.iter().map(|(&c, &v)| (c, v)).collect();
    values.sort_by_key(|v| v.0);
    for (id, value) in values {
        const_getter(&mut class, names, image, id, value);
    }
    if image.is_readable(id) {
        field_reader(&mut class, names, id);
    }
    (names.class(id).to_owned(), class.finish())
}

pub fn constructor(class: &mut ClassBuilder, super_class: &str) {
    class.small_method(Access::PUBLIC, "<init>", "()V", |code| {
        code.load(0);
        code.invokespecial(super_class, "<init>", "()V");
        code.op(op::RETURN);
    });
}

/// What `kaa.rt.Guard` needs of a class whose instances may be registered for finalization.
fn guard(class: &mut ClassBuilder) {
    let (this, object) = (class.name.clone(), "Ljava/lang/Object;");
    class.implements("kaa/rt/Guarded");
    class.field(Access::PRIVATE, "$guard", object);
    class.small_method(Access::PUBLIC, "guard", &format!("(){object}"), |code| {
        code.load(0);
        code.getfield(&this, "$guard", object);
        code.op(op::ARETURN);
    });
    class.small_method(
        Access::PUBLIC,
        "setGuard",
        &format!("({object})V"),
        |code| {
            code.load(0);
            code.load(1);
            code.putfield(&this, "$guard", object);
            code.op(op::RETURN);
        },
    );
}

/// The slot's method calls the static one, which is also called directly where the class is known.
fn slot_method(class: &mut ClassBuilder, names: &Names, slot: SlotId, func: FuncId) {
    let (_, name, descriptor) = names.slot(slot);
    let sig = &names.module.sigs[names.module.slots[slot].sig];
    let site = names.site(func);
    class.small_method(Access::PUBLIC, &name, &descriptor, |code| {
        code.load(1);
        code.load(0);
        load_params(code, &sig.params[1..], 2);
        code.invokestatic(&site.class, &site.method, &site.descriptor);
        code.op(return_op(sig.result));
    });
}

/// Pushes parameters that stand in consecutive locals.
pub fn load_params(code: &mut Code, params: &[Type], first_local: usize) {
    let mut local = first_local;
    for ty in params {
        code.load(local);
        local += 1 + usize::from(matches!(ty, Type::I64 | Type::F64));
    }
}

fn const_getter(
    class: &mut ClassBuilder,
    names: &Names,
    image: &Image,
    id: ClassConstId,
    value: ConstValue,
) {
    let (_, name, descriptor) = names.class_const(id);
    let ty = names.module.consts[id].ty;
    class.small_method(Access::PUBLIC, &name, &descriptor, |code| {
        match (ty, value) {
            (Type::I64, ConstValue::Int(n)) => code.lconst(n),
            (_, ConstValue::Int(n)) => code.iconst(n as i32),
            (_, ConstValue::Float(x)) => code.dconst(x.to_bits()),
            (_, ConstValue::Null) => code.op(op::ACONST_NULL),
            (_, ConstValue::Frozen(frozen)) => {
                code.load(1);
                code.iconst(image.frozen_index(frozen));
                code.invokevirtual(CTX, "frozen", "(I)Ljava/lang/Object;");
                code.checkcast(class_name_of(&names.ty(ty)));
            }
            (_, ConstValue::Data(data)) => {
                code.load(1);
                code.iconst(image.data_index(data));
                code.invokevirtual(CTX, "data", "(I)[B");
            }
            (_, ConstValue::Func(func)) => {
                let member = names.fn_member(func);
                push_fn_member(code, &member.group, member.index);
            }
            (_, ConstValue::Class(of)) => code.ldc_class(names.class(of)),
        }
        code.op(return_op(Some(ty)));
    });
}

/// `static C of(long)`, and the cache of small values behind it.
fn immediate_factory(class: &mut ClassBuilder, names: &Names, field: FieldId) {
    let name = class.name.clone();
    let (_, field_name, _) = names.field(field);
    let cache = format!("[L{name};");
    let access = Access::PRIVATE | Access::STATIC | Access::FINAL;
    class.field(access, "cache", &cache);
    let make = |code: &mut Code, push_value: &dyn Fn(&mut Code)| {
        code.new_object(&name);
        code.dup();
        code.invokespecial(&name, "<init>", "()V");
        code.dup();
        push_value(code);
        code.putfield(&name, &field_name, "J");
    };
    let descriptor = format!("(J)L{name};");
    let access = Access::PUBLIC | Access::STATIC;
    class.small_method(access, "of", &descriptor, |code| {
        let miss = code.new_label();
        for (limit, branch) in [(CACHE_LOW, op::IFLT), (CACHE_LOW + CACHE_LEN, op::IFGE)] {
            code.load(0);
            code.lconst(limit);
            code.op(op::LCMP);
            code.branch(branch, miss);
        }
        code.getstatic(&name, "cache", &cache);
        code.load(0);
        code.op(op::L2I);
        code.iconst(-CACHE_LOW as i32);
        code.op(op::IADD);
        code.aaload(&format!("L{name};"));
        code.op(op::ARETURN);
        code.place(miss);
        make(code, &|code| code.load(0));
        code.op(op::ARETURN);
    });
    class.small_method(Access::STATIC, "<clinit>", "()V", |code| {
        code.iconst(CACHE_LEN as i32);
        code.new_array(&format!("L{name};"));
        code.store(0);
        let locals = vec![code.vtype(&cache)];
        counted_loop(code, locals, CACHE_LEN as i32, |code, i| {
            code.load(0);
            code.load(i);
            make(code, &|code| {
                code.load(i);
                code.iconst(CACHE_LOW as i32);
                code.op(op::IADD);
                code.op(op::I2L);
            });
            code.op(op::AASTORE);
        });
        code.load(0);
        code.putstatic(&name, "cache", &cache);
        code.op(op::RETURN);
    });
}

/// `void read(Cursor)`: the fields in order, those of the classes above first.
fn field_reader(class: &mut ClassBuilder, names: &Names, id: ClassId) {
    let cursor = "kaa/rt/Cursor";
    let descriptor = "(Lkaa/rt/Cursor;)V";
    class.small_method(Access::PUBLIC, "read", descriptor, |code| {
        code.load(0);
        code.load(1);
        code.invokespecial(names.super_class(id), "read", descriptor);
        for &field in &names.module.classes[id].fields {
            let (owner, name, descriptor) = names.field(field);
            code.load(0);
            code.load(1);
            match names.module.fields[field].storage {
                Storage::I8 | Storage::I16 | Storage::Value(Type::I1 | Type::I32) => {
                    code.invokevirtual(cursor, "i32", "()I");
                }
                Storage::Value(Type::I64) => code.invokevirtual(cursor, "i64", "()J"),
                Storage::F32 => {
                    code.invokevirtual(cursor, "f64", "()D");
                    code.op(op::D2F);
                }
                Storage::Value(Type::F64) => code.invokevirtual(cursor, "f64", "()D"),
                Storage::Value(_) => {
                    code.invokevirtual(cursor, "ref", "()Ljava/lang/Object;");
                    code.checkcast(class_name_of(&descriptor));
                }
            }
            code.putfield(owner, &name, &descriptor);
        }
        code.op(op::RETURN);
    });
}

/// Types of the locals of a static method without parameters that holds one array.
pub fn one_local(code: &mut Code, descriptor: &str) -> Vec<VType> {
    vec![code.vtype(descriptor)]
}

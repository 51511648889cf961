//! Class files as text, from their bytes, in the manner of `javap`.

use std::fmt::Write;

use ristretto_classfile::attributes::Attribute;
use ristretto_classfile::{ClassFile, Constant, ConstantPool};

use super::opcode::{info, op};

/// Text of a class file that this crate has made.
pub fn class(bytes: &[u8]) -> String {
    let file = match ClassFile::from_bytes(bytes) {
        Ok(file) => file,
        Err(error) => return format!("not a class file: {error}\n"),
    };
    let pool = &file.constant_pool;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "class {} extends {}",
        constant(pool, file.this_class),
        constant(pool, file.super_class)
    );
    for field in &file.fields {
        let (name, ty) = (field.name_index, field.descriptor_index);
        let _ = writeln!(
            out,
            "  field {}: {}",
            constant(pool, name),
            constant(pool, ty)
        );
    }
    for method in &file.methods {
        let (name, ty) = (method.name_index, method.descriptor_index);
        let _ = writeln!(
            out,
            "  method {}{}",
            constant(pool, name),
            constant(pool, ty)
        );
        for attribute in &method.attributes {
            code(pool, attribute, &mut out);
        }
    }
    out
}

fn code(pool: &ConstantPool, attribute: &Attribute, out: &mut String) {
    // The reader decodes the attribute; written again it is the plain bytes.
    let mut bytes = Vec::new();
    if !matches!(attribute, Attribute::Code { .. }) || attribute.to_bytes(&mut bytes).is_err() {
        return;
    }
    let word = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    let short = |at: usize| u16::from_be_bytes([bytes[at], bytes[at + 1]]);
    // Name, length; then max_stack, max_locals, code length.
    let _ = writeln!(out, "    stack {} locals {}", short(6), short(8));
    let len = word(10) as usize;
    instructions(pool, &bytes[14..14 + len], out);
    let mut at = 14 + len;
    for _ in 0..short(at) {
        let [start, end, target, class] = [2, 4, 6, 8].map(|i| short(at + i));
        let class = constant(pool, class);
        let _ = writeln!(out, "    catch {class} {start}..{end} -> {target}");
        at += 8;
    }
}

fn instructions(pool: &ConstantPool, code: &[u8], out: &mut String) {
    let mut at = 0;
    while at < code.len() {
        let (text, len) = instruction(pool, code, at);
        let _ = writeln!(out, "    {at:5}: {text}");
        at += len;
    }
}

fn instruction(pool: &ConstantPool, code: &[u8], at: usize) -> (String, usize) {
    let short = |i: usize| u16::from_be_bytes([code[at + i], code[at + i + 1]]);
    let word = |i: usize| i32::from_be_bytes(code[i..i + 4].try_into().expect("four bytes"));
    let name = info(code[at]).0.to_lowercase();
    let with = |text: String, len: usize| (format!("{name} {text}"), len);
    match code[at] {
        op::BIPUSH => with((code[at + 1] as i8).to_string(), 2),
        op::NEWARRAY => with(code[at + 1].to_string(), 2),
        op::SIPUSH => with((short(1) as i16).to_string(), 3),
        op::LDC => with(constant(pool, code[at + 1].into()), 2),
        op::ILOAD..=op::ALOAD | op::ISTORE..=op::ASTORE => with(code[at + 1].to_string(), 2),
        op::IINC => with(format!("{} {}", code[at + 1], code[at + 2] as i8), 3),
        op::WIDE if code[at + 1] == op::IINC => {
            with(format!("iinc {} {}", short(2), short(4) as i16), 6)
        }
        op::WIDE => with(
            format!("{} {}", info(code[at + 1]).0.to_lowercase(), short(2)),
            4,
        ),
        op::INVOKEINTERFACE => with(constant(pool, short(1)), 5),
        op::LDC_W | op::LDC2_W | op::GETSTATIC..=op::INVOKESTATIC => {
            with(constant(pool, short(1)), 3)
        }
        op::NEW | op::ANEWARRAY | op::CHECKCAST | op::INSTANCEOF => {
            with(constant(pool, short(1)), 3)
        }
        op::IFEQ..=op::GOTO | op::IFNULL | op::IFNONNULL => {
            with((at as i32 + i32::from(short(1) as i16)).to_string(), 3)
        }
        op::GOTO_W => with((at as i32 + word(at + 1)).to_string(), 5),
        op::TABLESWITCH => {
            let base = at + 4 - at % 4;
            let (low, high) = (word(base + 4), word(base + 8));
            let n = (i64::from(high) - i64::from(low) + 1) as usize;
            let mut text = format!("default {}", at as i32 + word(base));
            for i in 0..n {
                let target = at as i32 + word(base + 12 + 4 * i);
                let _ = write!(text, ", {} {target}", low + i as i32);
            }
            with(text, base + 12 + 4 * n - at)
        }
        op::LOOKUPSWITCH => {
            let base = at + 4 - at % 4;
            let n = word(base + 4) as usize;
            let mut text = format!("default {}", at as i32 + word(base));
            for i in 0..n {
                let case = base + 8 + 8 * i;
                let _ = write!(text, ", {} {}", word(case), at as i32 + word(case + 4));
            }
            with(text, base + 8 + 8 * n - at)
        }
        _ => (name, 1),
    }
}

/// A constant as text: names and numbers, not indexes.
fn constant(pool: &ConstantPool, index: u16) -> String {
    let at = |index: &u16| constant(pool, *index);
    match pool.get(index) {
        Some(Constant::Utf8(text)) => text.to_string(),
        Some(Constant::Integer(n)) => n.to_string(),
        Some(Constant::Long(n)) => format!("{n}L"),
        Some(Constant::Double(x)) => format!("{x:?}"),
        Some(Constant::Class(name)) => at(name),
        Some(Constant::String(text)) => format!("{:?}", at(text)),
        Some(Constant::NameAndType {
            name_index,
            descriptor_index,
        }) => format!("{}:{}", at(name_index), at(descriptor_index)),
        Some(
            Constant::FieldRef {
                class_index,
                name_and_type_index,
            }
            | Constant::MethodRef {
                class_index,
                name_and_type_index,
            }
            | Constant::InterfaceMethodRef {
                class_index,
                name_and_type_index,
            },
        ) => format!("{}.{}", at(class_index), at(name_and_type_index)),
        other => format!("{other:?}"),
    }
}

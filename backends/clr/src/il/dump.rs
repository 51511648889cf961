//! Assemblies as text, in the spelling of ildasm, from our own data (`--emit cil`).

use super::{Body, Branch, Handler, Instr, Label};
use crate::metadata::{
    Assembly, FieldHandle, MethodCode, MethodDef, MethodHandle, Type, TypeHandle, flags,
};
use std::fmt::Write;

/// The whole assembly.
pub fn assembly(assembly: &Assembly) -> String {
    let mut out = String::new();
    for reference in &assembly.assembly_refs {
        let _ = writeln!(out, ".assembly extern {} {{}}", reference.name);
    }
    let _ = writeln!(out, ".assembly {} {{}}", assembly.name);
    for (name, bytes) in &assembly.resources {
        let _ = writeln!(out, ".mresource public {name} // {} bytes", bytes.len());
    }
    for index in 0..assembly.types.len() as u32 {
        class(&mut out, assembly, index);
    }
    out
}

fn class(out: &mut String, assembly: &Assembly, index: u32) {
    let def = &assembly.types[index as usize];
    let words = [
        (flags::TYPE_INTERFACE, "interface "),
        (flags::TYPE_ABSTRACT, "abstract "),
        (flags::TYPE_SEALED, "sealed "),
    ];
    let words: String = words
        .iter()
        .filter(|(bit, _)| def.flags & bit != 0)
        .map(|(_, word)| *word)
        .collect();
    let _ = write!(
        out,
        "\n.class {words}{}",
        assembly.type_name(TypeHandle::Def(index))
    );
    if let Some(base) = def.base {
        let _ = write!(out, " extends {}", assembly.type_name(base));
    }
    out.push_str("\n{\n");
    for &field in &def.fields {
        let field = &assembly.fields[field as usize];
        let word = if field.flags & flags::FIELD_STATIC != 0 {
            "static "
        } else {
            ""
        };
        let ty = assembly.display_type(&field.ty);
        let _ = writeln!(out, "  .field {word}{ty} {}", field.name);
    }
    for &method in &def.methods {
        self::method(out, assembly, &assembly.methods[method as usize]);
    }
    out.push_str("}\n");
}

fn method(out: &mut String, assembly: &Assembly, method: &MethodDef) {
    let words = [
        (flags::METHOD_STATIC, "static "),
        (flags::METHOD_VIRTUAL, "virtual "),
        (flags::METHOD_ABSTRACT, "abstract "),
        (flags::METHOD_NEW_SLOT, "newslot "),
    ];
    let words: String = words
        .iter()
        .filter(|(bit, _)| method.flags & bit != 0)
        .map(|(_, word)| *word)
        .collect();
    let params = types(assembly, &method.sig.params);
    let ret = assembly.display_type(&method.sig.ret);
    let _ = writeln!(out, "  .method {words}{ret} {}({params})", method.name);
    match &method.code {
        MethodCode::None => {}
        MethodCode::PInvoke { library, symbol } => {
            let _ = writeln!(out, "    // pinvokeimpl(\"{library}\" as \"{symbol}\")");
        }
        MethodCode::Il(body) => self::body(out, assembly, body),
    }
}

fn types(assembly: &Assembly, types: &[Type]) -> String {
    types
        .iter()
        .map(|ty| assembly.display_type(ty))
        .collect::<Vec<_>>()
        .join(", ")
}

/// One method's locals, instructions and exception clauses.
pub fn body(out: &mut String, assembly: &Assembly, body: &Body) {
    out.push_str("  {\n");
    for (index, local) in body.locals.iter().enumerate() {
        let _ = writeln!(
            out,
            "    .locals [{index}] {}",
            assembly.display_type(local)
        );
    }
    for instr in &body.instrs {
        match instr {
            Instr::Mark(label) => {
                let _ = writeln!(out, "  {}:", name(*label));
            }
            _ => {
                let _ = writeln!(out, "    {}", instruction(assembly, instr));
            }
        }
    }
    for clause in &body.clauses {
        let handler = match clause.handler {
            Handler::Catch(class) => format!("catch {}", assembly.type_name(class)),
            Handler::Finally => "finally".to_owned(),
            Handler::Fault => "fault".to_owned(),
        };
        let [a, b, c, d] = [
            clause.try_start,
            clause.try_end,
            clause.handler_start,
            clause.handler_end,
        ]
        .map(name);
        let _ = writeln!(out, "    .try {a} to {b} {handler} handler {c} to {d}");
    }
    out.push_str("  }\n");
}

fn name(label: Label) -> String {
    format!("L{}", label.0)
}

/// One instruction in ildasm's spelling.
pub fn instruction(assembly: &Assembly, instr: &Instr) -> String {
    let ty = |word: &str, ty: &Type| format!("{word} {}", assembly.display_type(ty));
    let method = |word: &str, handle: &MethodHandle| method_operand(assembly, word, *handle);
    let field = |word: &str, handle: &FieldHandle| field_operand(assembly, word, *handle);
    match instr {
        Instr::Op(op) => op.text().to_owned(),
        Instr::LdcI4(value) => format!("ldc.i4 {value}"),
        Instr::LdcI8(value) => format!("ldc.i8 {value}"),
        Instr::LdcR4(value) => format!("ldc.r4 {value:?}"),
        Instr::LdcR8(value) => format!("ldc.r8 {value:?}"),
        Instr::LdStr(text) => format!("ldstr {text:?}"),
        Instr::LdArg(index) => format!("ldarg {index}"),
        Instr::LdArga(index) => format!("ldarga {index}"),
        Instr::StArg(index) => format!("starg {index}"),
        Instr::LdLoc(index) => format!("ldloc {index}"),
        Instr::LdLoca(index) => format!("ldloca {index}"),
        Instr::StLoc(index) => format!("stloc {index}"),
        Instr::Branch(branch, target) => format!("{} {}", branch_text(*branch), name(*target)),
        Instr::Switch(labels) => {
            let labels: Vec<_> = labels.iter().map(|&label| name(label)).collect();
            format!("switch ({})", labels.join(", "))
        }
        Instr::Call(handle) => method("call", handle),
        Instr::CallVirt(handle) => method("callvirt", handle),
        Instr::NewObj(handle) => method("newobj", handle),
        Instr::LdFtn(handle) => method("ldftn", handle),
        Instr::LdFld(handle) => field("ldfld", handle),
        Instr::LdFlda(handle) => field("ldflda", handle),
        Instr::StFld(handle) => field("stfld", handle),
        Instr::LdSFld(handle) => field("ldsfld", handle),
        Instr::StSFld(handle) => field("stsfld", handle),
        Instr::LdTokenField(handle) => field("ldtoken field", handle),
        Instr::LdTokenType(operand) => ty("ldtoken", operand),
        Instr::NewArr(operand) => ty("newarr", operand),
        Instr::LdElema(operand) => ty("ldelema", operand),
        Instr::LdElem(operand) => ty("ldelem", operand),
        Instr::StElem(operand) => ty("stelem", operand),
        Instr::LdObj(operand) => ty("ldobj", operand),
        Instr::StObj(operand) => ty("stobj", operand),
        Instr::InitObj(operand) => ty("initobj", operand),
        Instr::IsInst(operand) => ty("isinst", operand),
        Instr::CastClass(operand) => ty("castclass", operand),
        Instr::Box(operand) => ty("box", operand),
        Instr::UnboxAny(operand) => ty("unbox.any", operand),
        Instr::Mark(label) => format!("{}:", name(*label)),
        Instr::Assume(operand) => ty("// assume", operand),
    }
}

fn branch_text(branch: Branch) -> &'static str {
    match branch {
        Branch::Br => "br",
        Branch::BrFalse => "brfalse",
        Branch::BrTrue => "brtrue",
        Branch::Beq => "beq",
        Branch::Bge => "bge",
        Branch::Bgt => "bgt",
        Branch::Ble => "ble",
        Branch::Blt => "blt",
        Branch::BneUn => "bne.un",
        Branch::BgeUn => "bge.un",
        Branch::BgtUn => "bgt.un",
        Branch::BleUn => "ble.un",
        Branch::BltUn => "blt.un",
        Branch::Leave => "leave",
    }
}

fn method_operand(assembly: &Assembly, word: &str, method: MethodHandle) -> String {
    let sig = assembly.method_sig(method);
    let this = if sig.has_this { "instance " } else { "" };
    let ret = assembly.display_type(&sig.ret);
    let owner = assembly.type_name(assembly.method_owner(method));
    let name = assembly.method_name(method);
    format!(
        "{word} {this}{ret} {owner}::{name}({})",
        types(assembly, &sig.params)
    )
}

fn field_operand(assembly: &Assembly, word: &str, field: FieldHandle) -> String {
    let ty = assembly.display_type(assembly.field_type(field));
    let owner = assembly.type_name(assembly.field_owner(field));
    format!("{word} {ty} {owner}::{}", assembly.field_name(field))
}

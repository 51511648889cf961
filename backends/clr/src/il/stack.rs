//! Stack depths: how much each instruction pops and pushes, and a body's max_stack.

use super::opcode::Effect;
use super::{Body, Branch, Handler, Instr, Op};
use crate::metadata::{Assembly, MethodHandle, MethodSig, Type};

/// Values popped and pushed by `instr` in a method with signature `sig`.
pub fn arity(assembly: &Assembly, sig: &MethodSig, instr: &Instr) -> (usize, usize) {
    match instr {
        Instr::Op(op) => op_arity(*op, sig),
        Instr::LdcI4(_) | Instr::LdcI8(_) | Instr::LdcR4(_) | Instr::LdcR8(_) => (0, 1),
        Instr::LdStr(_) | Instr::LdTokenField(_) | Instr::LdTokenType(_) => (0, 1),
        Instr::LdArg(_) | Instr::LdArga(_) | Instr::LdLoc(_) | Instr::LdLoca(_) => (0, 1),
        Instr::LdFtn(_) | Instr::LdSFld(_) => (0, 1),
        Instr::StArg(_) | Instr::StLoc(_) | Instr::StSFld(_) | Instr::Switch(_) => (1, 0),
        Instr::Branch(Branch::Br | Branch::Leave, _) | Instr::Mark(_) => (0, 0),
        Instr::Branch(Branch::BrFalse | Branch::BrTrue, _) => (1, 0),
        Instr::Branch(..) => (2, 0),
        Instr::Call(method) | Instr::CallVirt(method) => call_arity(assembly, *method),
        Instr::NewObj(method) => (assembly.method_sig(*method).params.len(), 1),
        Instr::LdFld(_) | Instr::LdFlda(_) | Instr::NewArr(_) | Instr::LdObj(_) => (1, 1),
        Instr::IsInst(_) | Instr::CastClass(_) | Instr::Box(_) | Instr::UnboxAny(_) => (1, 1),
        Instr::Assume(_) => (1, 1),
        Instr::StFld(_) | Instr::StObj(_) => (2, 0),
        Instr::LdElema(_) | Instr::LdElem(_) => (2, 1),
        Instr::StElem(_) => (3, 0),
        Instr::InitObj(_) => (1, 0),
    }
}

fn op_arity(op: Op, sig: &MethodSig) -> (usize, usize) {
    match op.effect() {
        Effect::Nothing | Effect::EndHandler => (0, 0),
        Effect::Pop | Effect::Throw => (1, 0),
        Effect::Dup => (1, 2),
        Effect::Binary | Effect::BinaryInt | Effect::Shift | Effect::Compare => (2, 1),
        Effect::Unary | Effect::Convert(_) | Effect::Length | Effect::Load(_) => (1, 1),
        Effect::LocAlloc => (1, 1),
        Effect::PushNull => (0, 1),
        Effect::Store(_) => (2, 0),
        Effect::Return => (usize::from(sig.ret != Type::Void), 0),
    }
}

fn call_arity(assembly: &Assembly, method: MethodHandle) -> (usize, usize) {
    let sig = assembly.method_sig(method);
    (
        sig.params.len() + usize::from(sig.has_this),
        usize::from(sig.ret != Type::Void),
    )
}

/// Whether control never continues with the next instruction.
pub fn ends_block(instr: &Instr) -> bool {
    match instr {
        Instr::Branch(branch, _) => matches!(branch, Branch::Br | Branch::Leave),
        Instr::Op(op) => {
            matches!(
                op.effect(),
                Effect::Return | Effect::Throw | Effect::EndHandler
            )
        }
        _ => false,
    }
}

pub fn targets(instr: &Instr) -> &[super::Label] {
    match instr {
        Instr::Branch(_, label) => std::slice::from_ref(label),
        Instr::Switch(labels) => labels,
        _ => &[],
    }
}

/// The deepest stack of `body`. Panics on underflow and on blocks reached at two depths.
pub fn max_stack(assembly: &Assembly, sig: &MethodSig, body: &Body) -> usize {
    let mut at_label: Vec<Option<usize>> = vec![None; body.label_count()];
    for clause in &body.clauses {
        let depth = usize::from(matches!(clause.handler, Handler::Catch(_)));
        at_label[clause.handler_start.0 as usize] = Some(depth);
    }
    let mut most = at_label.iter().flatten().copied().max().unwrap_or(0);
    let mut depth = Some(0usize);
    for (index, instr) in body.instrs.iter().enumerate() {
        if let Instr::Mark(label) = instr {
            let known = &mut at_label[label.0 as usize];
            match (depth, *known) {
                (Some(here), Some(there)) => {
                    assert_eq!(
                        here, there,
                        "il: two stack depths at {label:?}, instr {index}"
                    )
                }
                (None, there) => depth = there,
                (Some(_), None) => *known = depth,
            }
            continue;
        }
        // A label only reached backwards has an empty stack (III.1.7.5).
        let here = depth.unwrap_or(0);
        let (pops, pushes) = arity(assembly, sig, instr);
        assert!(
            here >= pops,
            "il: stack underflow at instr {index}: {instr:?}"
        );
        let after = here - pops + pushes;
        most = most.max(after);
        let across = if matches!(instr, Instr::Branch(Branch::Leave, _)) {
            0
        } else {
            after
        };
        for target in targets(instr) {
            let known = &mut at_label[target.0 as usize];
            assert!(
                known.is_none_or(|depth| depth == across),
                "il: two depths at {target:?}"
            );
            *known = Some(across);
        }
        depth = if ends_block(instr) { None } else { Some(after) };
    }
    most
}

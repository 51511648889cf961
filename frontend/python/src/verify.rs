//! The verifier: what well-formed code is.
//!
//! 1. Every word belongs to an instruction with a known opcode; the last one ends its block.
//! 2. Register operands, with their whole runs, lie in `0 .. nregs`; `oreg` may be -1; the base of
//!    an empty
//!    run may be `nregs`. `local` and `dst` operands are any register.
//! 3. `cell` operands lie in the cell and free registers, or are temporaries.
//! 4. Constant and name indexes are in range, counts are not negative; cache indexes are `0 ..
//!    ncaches`, each once.
//! 5. Jump targets, handler targets, starts and ends of exception ranges are starts of
//!    instructions.
//! 6. Only JUMP_BACK jumps backward in a cycle: a jump to an earlier word that is no JUMP_BACK is
//!    refused
//!    unless it leaves an exception handler (a plain JUMP).
//! 7. The exception table is sorted and its ranges do not overlap.
//! 8. The location table covers exactly the code.
//! 9. Parameters have registers: the counts fit in `varnames`.

use crate::code::{CodeObject, Const, flags, read_locations};
use crate::opcode::{Kind, Op, OpInfo};

/// Checks a code object and those inside it.
pub fn verify(code: &CodeObject) -> Result<(), String> {
    verify_one(code).map_err(|problem| format!("{}: {problem}", code.qualname))?;
    code.nested().try_for_each(verify)
}

/// Checks one code object.
pub fn verify_one(code: &CodeObject) -> Result<(), String> {
    let starts = instruction_starts(code)?;
    let mut caches = vec![false; code.ncaches as usize];
    let mut at = 0;
    while at < code.code.len() {
        let info = op_at(code, at)?.info();
        check_operands(code, at, info, &starts)?;
        for word in &code.code[at + info.words() - info.cache as usize..at + info.words()] {
            let cache = usize::try_from(*word)
                .ok()
                .and_then(|index| caches.get_mut(index));
            match cache {
                Some(used) if !*used => *used = true,
                _ => {
                    return Err(format!(
                        "{at}: cache index {word} is out of range or used twice"
                    ));
                }
            }
        }
        at += info.words();
    }
    check_exceptions(code, &starts)?;
    check_locations(code)?;
    check_counts(code)
}

fn op_at(code: &CodeObject, at: usize) -> Result<Op, String> {
    let number = (code.code[at] & 0xff) as u8;
    Op::from_number(number).ok_or_else(|| format!("{at}: opcode {number} is unknown"))
}

fn instruction_starts(code: &CodeObject) -> Result<Vec<bool>, String> {
    let mut starts = vec![false; code.code.len()];
    let mut at = 0;
    let mut ends = false;
    while at < code.code.len() {
        let op = op_at(code, at)?;
        starts[at] = true;
        ends = op.ends_block();
        at += op.info().words();
    }
    if at != code.code.len() {
        return Err("the last instruction is cut off".into());
    }
    if !ends {
        return Err("control runs off the end".into());
    }
    Ok(starts)
}

fn check_operands(
    code: &CodeObject,
    at: usize,
    info: &OpInfo,
    starts: &[bool],
) -> Result<(), String> {
    let operand = |index: usize| match index {
        0 => (code.code[at] as u32 >> 8) as i32,
        index => code.code[at + index],
    };
    let registers = i64::from(code.nregs);
    for (index, (name, kind)) in info.operands.iter().enumerate() {
        let value = i64::from(operand(index));
        let count = |next: usize| i64::from(operand(index + next));
        let fits = match kind {
            Kind::Dst | Kind::Reg | Kind::Local => (0..registers).contains(&value),
            Kind::OptReg => (-1..registers).contains(&value),
            Kind::Cell => (i64::from(code.first_cell())..registers).contains(&value),
            Kind::Pair | Kind::ReadPair => (0..registers - 1).contains(&value),
            Kind::Args | Kind::Outs => value >= 0 && value + count(1) <= registers,
            Kind::Args2 => value >= 0 && value + 2 * count(1) <= registers,
            Kind::OutsEx => value >= 0 && value + count(1) + 1 + count(2) <= registers,
            Kind::Count => value >= 0,
            Kind::Const => (0..code.consts.len() as i64).contains(&value),
            Kind::Name => (0..code.names.len() as i64).contains(&value),
            Kind::Imm => true,
            Kind::Target => {
                usize::try_from(value).is_ok_and(|target| starts.get(target) == Some(&true))
            }
        };
        if !fits {
            return Err(format!(
                "{at}: {} operand {name} = {value} does not fit",
                info.name
            ));
        }
        let is_backward = *kind == Kind::Target && value <= at as i64;
        if is_backward != (info.op == Op::JUMP_BACK) && *kind == Kind::Target && info.op != Op::JUMP
        {
            return Err(format!("{at}: {} jumps the wrong way", info.name));
        }
    }
    check_constants(code, at, info)
}

/// Constants that an opcode needs to be of one type.
fn check_constants(code: &CodeObject, at: usize, info: &OpInfo) -> Result<(), String> {
    let constant = |index: usize| code.consts.get(code.code[at + index] as usize);
    let fits = match info.op {
        Op::MAKE_FUNCTION => matches!(constant(1), Some(Const::Code(_))),
        Op::CHECK_LOCAL | Op::DELETE_LOCAL => matches!(constant(1), Some(Const::Str(_))),
        Op::CALL_KW | Op::CALL_LOADED_KW | Op::MATCH_CLASS => {
            matches!(constant(4), Some(Const::Tuple(_)))
        }
        _ => true,
    };
    if fits {
        Ok(())
    } else {
        Err(format!(
            "{at}: {} has a constant of the wrong type",
            info.name
        ))
    }
}

fn check_exceptions(code: &CodeObject, starts: &[bool]) -> Result<(), String> {
    let mut previous_end = 0;
    for entry in &code.exceptions {
        let is_start = |at: u32| starts.get(at as usize) == Some(&true);
        let end_fits = entry.end as usize == starts.len() || is_start(entry.end);
        if !is_start(entry.start) || !end_fits || !is_start(entry.target) {
            return Err(format!(
                "exception range {entry:?} is not on instruction boundaries"
            ));
        }
        if entry.start < previous_end || entry.start >= entry.end || entry.reg >= code.nregs {
            return Err(format!(
                "exception range {entry:?} is out of order or range"
            ));
        }
        previous_end = entry.end;
    }
    Ok(())
}

fn check_locations(code: &CodeObject) -> Result<(), String> {
    let entries = read_locations(code).ok_or("the location table is malformed")?;
    let covered: u64 = entries.iter().map(|(words, _)| u64::from(*words)).sum();
    if covered != code.code.len() as u64 {
        return Err(format!(
            "the location table covers {covered} of {} words",
            code.code.len()
        ));
    }
    Ok(())
}

fn check_counts(code: &CodeObject) -> Result<(), String> {
    let has = |flag: u32| u32::from(code.flags & flag != 0);
    let params =
        code.argcount + code.kwonlyargcount + has(flags::VARARGS) + has(flags::VARKEYWORDS);
    if code.posonlyargcount > code.argcount || params as usize > code.varnames.len() {
        return Err("the parameter counts do not fit".into());
    }
    if code.first_temp() > code.nregs {
        return Err("nregs is too small".into());
    }
    Ok(())
}

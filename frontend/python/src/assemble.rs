//! Instructions with labels to the words and tables of a code object.

use crate::code::{CodeObject, ExceptionEntry, LocationWriter};
use crate::compile::{Instr, NO_HANDLER, Reg, Unit};
use crate::error::{Result, error};
use crate::flow;
use crate::opcode::{Kind, Op};
use crate::source::Source;
use ruff_text_size::TextRange;

/// Operand A has 24 bits.
const MAX_A: i32 = (1 << 24) - 1;

/// Assembles a finished unit.
pub(crate) fn assemble(mut unit: Unit<'_>, source: &Source) -> Result<CodeObject> {
    let live = flow::optimize(&mut unit);
    let layout = Layout::new(&unit, &live);
    let mut code = CodeObject {
        nregs: (layout.first[3] + unit.max_temp) as u32,
        name: std::mem::take(&mut unit.name),
        qualname: std::mem::take(&mut unit.qualname),
        filename: source.filename.clone(),
        firstlineno: unit.firstlineno,
        argcount: unit.argcount,
        posonlyargcount: unit.posonlyargcount,
        kwonlyargcount: unit.kwonlyargcount,
        flags: unit.flags,
        ..CodeObject::default()
    };
    write_instructions(&unit, &live, &layout, source, &mut code)?;
    code.exceptions = exception_table(&unit, &live, &layout);
    let strings =
        |names: &[ruff_python_ast::name::Name]| names.iter().map(ToString::to_string).collect();
    code.varnames = strings(&unit.varnames.items);
    code.cellvars = strings(&unit.cellvars.items);
    code.freevars = strings(&unit.freevars.items);
    code.names = unit.names.items;
    code.consts = unit.consts.items;
    if cfg!(debug_assertions)
        && let Err(problem) = crate::verify::verify_one(&code)
    {
        panic!(
            "assemble: {}: {problem}\n{}",
            code.qualname,
            crate::disassemble::disassemble(&code)
        );
    }
    Ok(code)
}

struct Layout {
    /// Word offset of each instruction; that of the next live one for dead ones.
    offsets: Vec<u32>,
    /// First register of each register class.
    first: [usize; 4],
}

impl Layout {
    fn new(unit: &Unit<'_>, live: &[bool]) -> Layout {
        let mut offsets = Vec::with_capacity(live.len() + 1);
        let mut at = 0;
        for (instr, live) in unit.instrs.iter().zip(live) {
            offsets.push(at);
            if *live {
                at += instr.op.info().words() as u32;
            }
        }
        offsets.push(at);
        let cells = unit.varnames.items.len();
        let frees = cells + unit.cellvars.items.len();
        let temps = frees + unit.freevars.items.len();
        Layout {
            offsets,
            first: [0, cells, frees, temps],
        }
    }

    fn register(&self, reg: i32) -> i32 {
        if reg < 0 {
            return reg;
        }
        let (class, index) = Reg(reg).parts();
        (self.first[class] + index) as i32
    }

    fn target(&self, unit: &Unit<'_>, label: u32) -> i32 {
        let index = unit.labels[label as usize].unwrap_or_else(|| {
            panic!(
                "assemble: label {label} of {} was not placed",
                unit.qualname
            )
        });
        self.offsets[index as usize] as i32
    }
}

fn write_instructions(
    unit: &Unit<'_>,
    live: &[bool],
    layout: &Layout,
    source: &Source,
    code: &mut CodeObject,
) -> Result {
    let mut locations = LocationWriter::new(unit.firstlineno);
    for (instr, _) in unit.instrs.iter().zip(live).filter(|(_, live)| **live) {
        let info = instr.op.info();
        let operands: Vec<i32> = info
            .operands
            .iter()
            .zip(&instr.args)
            .map(|((_, kind), arg)| match kind {
                Kind::Target => layout.target(unit, *arg as u32),
                kind if kind.is_register() => layout.register(*arg),
                _ => *arg,
            })
            .collect();
        let a = operands.first().copied().unwrap_or(0);
        if !(0..=MAX_A).contains(&a) {
            let range = instr.range.unwrap_or_default();
            return Err(error(range, "code object is too large"));
        }
        code.code.push(instr.op as i32 | (a << 8));
        code.code.extend(operands.iter().skip(1));
        for _ in 0..info.cache {
            code.code.push(code.ncaches as i32);
            code.ncaches += 1;
        }
        let range: Option<TextRange> = instr.range;
        locations.add(info.words(), range.map(|range| source.position(range)));
    }
    code.locations = locations.finish();
    Ok(())
}

/// Runs of instructions under the same handler; those that cannot raise join any run.
fn exception_table(unit: &Unit<'_>, live: &[bool], layout: &Layout) -> Vec<ExceptionEntry> {
    let mut table: Vec<ExceptionEntry> = Vec::new();
    let mut open = NO_HANDLER;
    for (index, instr) in unit.instrs.iter().enumerate() {
        if !live[index] || instr.op.cannot_raise() {
            continue;
        }
        let start = layout.offsets[index];
        let end = start + instr.op.info().words() as u32;
        if instr.handler != NO_HANDLER && instr.handler == open {
            table.last_mut().expect("an entry is open").end = end;
        } else if instr.handler != NO_HANDLER {
            let handler = &unit.handlers[instr.handler as usize];
            table.push(ExceptionEntry {
                start,
                end,
                target: layout.target(unit, handler.label.0) as u32,
                reg: layout.register(handler.reg.0) as u32,
            });
        }
        open = instr.handler;
    }
    table
}

/// The label an instruction may jump to.
pub(crate) fn jump_label(instr: &Instr) -> Option<u32> {
    let operand = instr.op.info().target_operand()?;
    Some(instr.args[operand] as u32)
}

/// Whether the instruction is a jump without condition, loops' back edges excepted.
pub(crate) fn is_plain_jump(instr: &Instr) -> bool {
    instr.op == Op::JUMP
}

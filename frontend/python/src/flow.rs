//! Control flow passes before assembly: jump threading, dead code, needless checks of locals.

use crate::assemble::{is_plain_jump, jump_label};
use crate::code::flags;
use crate::compile::{Instr, NO_HANDLER, Reg, Unit};
use crate::opcode::{Kind, Op};
use rustc_hash::FxHashMap;

/// Runs the passes; answers which instructions remain.
pub(crate) fn optimize(unit: &mut Unit<'_>) -> Vec<bool> {
    thread_jumps(unit);
    let mut live = reachable(unit);
    remove_checks(unit, &mut live);
    turn_conditions(unit, &mut live);
    remove_jumps_to_next(unit, &mut live);
    live
}

fn target_index(unit: &Unit<'_>, label: u32) -> usize {
    let index = unit.labels[label as usize];
    index.unwrap_or_else(|| panic!("flow: label {label} of {} was not placed", unit.qualname))
        as usize
}

/// Jumps to jumps go to the end of the chain; jumps to a return become the return.
fn thread_jumps(unit: &mut Unit<'_>) {
    for index in 0..unit.instrs.len() {
        let Some(operand) = unit.instrs[index].op.info().target_operand() else {
            continue;
        };
        if unit.instrs[index].op == Op::JUMP_BACK {
            continue;
        }
        // A chain of empty `else` branches is as long as the nesting; cycles need no care beyond a
        // bound.
        for _ in 0..64 {
            let label = unit.instrs[index].args[operand] as u32;
            let Some(next) = unit.instrs.get(target_index(unit, label)) else {
                break;
            };
            if is_plain_jump(next) && next.args[0] != label as i32 {
                unit.instrs[index].args[operand] = next.args[0];
            } else if is_plain_jump(&unit.instrs[index])
                && matches!(next.op, Op::RETURN_CONST | Op::RETURN)
            {
                let (op, args, range) = (next.op, next.args, next.range);
                let instr = &mut unit.instrs[index];
                instr.op = op;
                instr.args = args;
                instr.range = range;
                break;
            } else {
                break;
            }
        }
    }
}

fn reachable(unit: &Unit<'_>) -> Vec<bool> {
    let mut live = vec![false; unit.instrs.len()];
    let mut work = vec![0];
    while let Some(mut index) = work.pop() {
        while index < live.len() && !live[index] {
            live[index] = true;
            let instr = &unit.instrs[index];
            if let Some(label) = jump_label(instr) {
                work.push(target_index(unit, label));
            }
            if let Some(label) = handler_label(unit, instr) {
                work.push(target_index(unit, label));
            }
            if instr.op.ends_block() {
                break;
            }
            index += 1;
            assert!(
                index < live.len(),
                "flow: control runs off the end of {}",
                unit.qualname
            );
        }
    }
    live
}

fn handler_label(unit: &Unit<'_>, instr: &Instr) -> Option<u32> {
    if instr.handler == NO_HANDLER || instr.op.cannot_raise() {
        return None;
    }
    Some(unit.handlers[instr.handler as usize].label.0)
}

/// A conditional jump over a jump becomes the opposite condition with the other's target.
fn turn_conditions(unit: &mut Unit<'_>, live: &mut [bool]) {
    let mut is_target = vec![false; unit.instrs.len() + 1];
    for instr in unit
        .instrs
        .iter()
        .zip(live.iter())
        .filter(|(_, live)| **live)
        .map(|(i, _)| i)
    {
        for label in jump_label(instr)
            .into_iter()
            .chain(handler_label(unit, instr))
        {
            is_target[target_index(unit, label)] = true;
        }
    }
    for index in 0..live.len().saturating_sub(1) {
        let next = index + 1;
        if !live[index] || !live[next] || is_target[next] || !is_plain_jump(&unit.instrs[next]) {
            continue;
        }
        let (Some(opposite), Some(label)) = (
            unit.instrs[index].op.opposite(),
            jump_label(&unit.instrs[index]),
        ) else {
            continue;
        };
        let target = target_index(unit, label);
        if target > next && !live[next + 1..target].contains(&true) {
            let operand = opposite
                .info()
                .target_operand()
                .expect("a jump has a target");
            unit.instrs[index].op = opposite;
            unit.instrs[index].args[operand] = unit.instrs[next].args[0];
            live[next] = false;
        }
    }
}

fn remove_jumps_to_next(unit: &Unit<'_>, live: &mut [bool]) {
    for index in (0..live.len()).rev() {
        if !live[index] || !is_plain_jump(&unit.instrs[index]) {
            continue;
        }
        let target = target_index(unit, unit.instrs[index].args[0] as u32);
        if target > index && !live[index + 1..target].contains(&true) {
            live[index] = false;
        }
    }
}

/// A set of tracked registers, one bit each.
type Bits = Vec<u64>;

struct Flow<'u, 'a> {
    unit: &'u Unit<'a>,
    /// Bit of each register that some CHECK_LOCAL tests.
    bits: FxHashMap<i32, usize>,
    is_leader: Vec<bool>,
    /// Registers certainly bound at each leader; absent before its first visit.
    entry: FxHashMap<usize, Bits>,
    work: Vec<usize>,
}

/// Drops every CHECK_LOCAL of a variable that is bound on all ways to it, and the clearing of
/// comprehension variables that nothing checks.
fn remove_checks(unit: &Unit<'_>, live: &mut [bool]) {
    let mut bits = FxHashMap::default();
    for (instr, _) in unit
        .instrs
        .iter()
        .zip(live.iter())
        .filter(|(_, live)| **live)
    {
        if instr.op == Op::CHECK_LOCAL {
            let next = bits.len();
            bits.entry(instr.args[0]).or_insert(next);
        }
    }
    if !bits.is_empty() {
        let mut flow = Flow::new(unit, live, bits);
        flow.solve();
        flow.drop_checks(live);
    }
    let mut checked: Vec<i32> = Vec::new();
    for (instr, _) in unit
        .instrs
        .iter()
        .zip(live.iter())
        .filter(|(_, live)| **live)
    {
        if instr.op == Op::CHECK_LOCAL {
            checked.push(instr.args[0]);
        }
    }
    for (instr, live) in unit.instrs.iter().zip(live.iter_mut()) {
        if instr.op == Op::CLEAR && instr.args[1] == 1 && !checked.contains(&instr.args[0]) {
            *live = false;
        }
    }
}

impl<'u, 'a> Flow<'u, 'a> {
    fn new(unit: &'u Unit<'a>, live: &[bool], bits: FxHashMap<i32, usize>) -> Self {
        let mut is_leader = vec![false; unit.instrs.len() + 1];
        for (index, instr) in unit
            .instrs
            .iter()
            .enumerate()
            .filter(|(index, _)| live[*index])
        {
            if let Some(label) = jump_label(instr) {
                is_leader[target_index(unit, label)] = true;
            }
            if let Some(label) = handler_label(unit, instr) {
                is_leader[target_index(unit, label)] = true;
            }
            let _ = index;
        }
        let mut flow = Flow {
            unit,
            bits,
            is_leader,
            entry: FxHashMap::default(),
            work: Vec::new(),
        };
        let start = flow.parameters();
        flow.merge(0, &start);
        flow
    }

    fn parameters(&self) -> Bits {
        let unit = self.unit;
        let has = |flag: u32| u32::from(unit.flags & flag != 0);
        let count =
            unit.argcount + unit.kwonlyargcount + has(flags::VARARGS) + has(flags::VARKEYWORDS);
        let mut state = vec![0; self.bits.len().div_ceil(64)];
        for index in 0..count as usize {
            self.set(&mut state, Reg::local(index).0, true);
        }
        state
    }

    fn set(&self, state: &mut Bits, reg: i32, bound: bool) {
        let Some(bit) = self.bits.get(&reg) else {
            return;
        };
        let mask = 1 << (bit % 64);
        if bound {
            state[bit / 64] |= mask;
        } else {
            state[bit / 64] &= !mask;
        }
    }

    fn merge(&mut self, index: usize, state: &Bits) {
        let Some(known) = self.entry.get_mut(&index) else {
            self.entry.insert(index, state.clone());
            self.work.push(index);
            return;
        };
        let mut changed = false;
        for (word, new) in known.iter_mut().zip(state) {
            changed |= *word & new != *word;
            *word &= new;
        }
        if changed {
            self.work.push(index);
        }
    }

    fn solve(&mut self) {
        while let Some(leader) = self.work.pop() {
            let mut state = self.entry[&leader].clone();
            let mut index = leader;
            let mut merged_handler: Option<(u32, Bits)> = None;
            while let Some(instr) = self.unit.instrs.get(index) {
                if let Some(label) = handler_label(self.unit, instr)
                    && merged_handler
                        .as_ref()
                        .is_none_or(|(l, s)| *l != label || *s != state)
                {
                    let target = target_index(self.unit, label);
                    self.merge(target, &state);
                    merged_handler = Some((label, state.clone()));
                }
                if instr.op == Op::FOR_ITER
                    && let Some(label) = jump_label(instr)
                {
                    self.merge(target_index(self.unit, label), &state);
                }
                self.transfer(instr, &mut state);
                if instr.op != Op::FOR_ITER
                    && let Some(label) = jump_label(instr)
                {
                    self.merge(target_index(self.unit, label), &state);
                }
                if instr.op.ends_block() {
                    break;
                }
                index += 1;
                if self.is_leader[index] {
                    self.merge(index, &state);
                    break;
                }
            }
        }
    }

    /// The effect of an instruction that does not raise.
    fn transfer(&self, instr: &Instr, state: &mut Bits) {
        match instr.op {
            Op::CHECK_LOCAL => return self.set(state, instr.args[0], true),
            Op::CLEAR | Op::DELETE_LOCAL => return self.set(state, instr.args[0], false),
            Op::MAKE_CELL if instr.args[1] >= 0 => self.set(state, instr.args[1], false),
            _ => {}
        }
        for (position, (_, kind)) in instr.op.info().operands.iter().enumerate() {
            let first = instr.args[position];
            let count = match kind {
                Kind::Dst => 1,
                Kind::Pair => 2,
                Kind::Outs => instr.args[position + 1],
                Kind::OutsEx => instr.args[position + 1] + 1 + instr.args[position + 2],
                _ => 0,
            };
            for reg in first..first + count {
                self.set(state, reg, true);
            }
        }
    }

    fn drop_checks(&self, live: &mut [bool]) {
        for (leader, entry) in &self.entry {
            let mut state = entry.clone();
            let mut index = *leader;
            while let Some(instr) = self.unit.instrs.get(index) {
                if instr.op == Op::CHECK_LOCAL
                    && let Some(bit) = self.bits.get(&instr.args[0])
                    && state[bit / 64] >> (bit % 64) & 1 == 1
                {
                    live[index] = false;
                }
                self.transfer(instr, &mut state);
                index += 1;
                if instr.op.ends_block() || self.is_leader[index] {
                    break;
                }
            }
        }
    }
}

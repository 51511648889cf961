//! SSA to operand-stack scheduling, shared by the JVM and the CLR backends.
//!
//! A stack machine has cheap expression trees and local variables of a fixed type. [`schedule`] decides for every SSA
//! value of a function whether it is rebuilt on the stack at its one use, pushed again at every use (constants), kept in a
//! local slot, or not wanted at all; slots are shared among values that are never live together. The operand stack is
//! empty at every block boundary. Backends walk [`Schedule::order`] and [`Schedule::roots`] and ask [`Schedule::place`].
//!
//! Reading order: [`order`] (block order), [`trees`] (what is computed where), [`liveness`], [`slots`] (colouring).
#![forbid(unsafe_code)]

pub mod bitset;
pub mod liveness;
pub mod order;
pub mod slots;
pub mod trees;

use kaa_ir::entity::Entity;
use kaa_ir::function::ValueDef;
use kaa_ir::{Block, BlockCall, Function, Inst, Module, Op, Type, Value};

/// What the scheduler must know of a target.
pub trait Target {
    /// Values share a slot only when their kinds are equal.
    fn kind(&self, ty: Type) -> u32;
    /// The instruction is so cheap that it is repeated at every use instead of being kept in a slot.
    fn is_cheap(&self, op: Op) -> bool {
        matches!(
            op,
            Op::Iconst | Op::Fconst | Op::Null | Op::Ctx | Op::ClassRef
        )
    }
}

/// Where a value is found when it is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// Nobody uses it; a result of that kind is popped.
    Unused,
    /// Its instruction is emitted at its one use (or at every use, when it is cheap).
    Tree,
    /// In a local slot.
    Slot(Slot),
}

/// A local variable; the function's parameters are the first slots, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Slot(pub u32);

/// The plan for one function.
#[derive(Debug)]
pub struct Schedule {
    /// Blocks in order of emission: reverse postorder, the cold ones last. Unreachable ones are missing.
    pub order: Vec<Block>,
    /// By block: the instructions that are emitted in its body, in order. The others are in trees or dropped.
    pub roots: Vec<Vec<Inst>>,
    /// By slot: its kind, as [`Target::kind`] gave it.
    pub slot_kinds: Vec<u32>,
    places: Vec<Place>,
    /// By block: slots that hold a value at its entry, with that value; sorted by slot.
    entry: Vec<Vec<(Slot, Value)>>,
}

impl Schedule {
    pub fn place(&self, value: Value) -> Place {
        self.places[value.index()]
    }

    /// Slots that hold a live value when the block is entered (its parameters included), sorted by slot.
    pub fn live_at_entry(&self, block: Block) -> &[(Slot, Value)] {
        &self.entry[block.index()]
    }

    /// Calls `leaf` for each slot that is read when `value` is pushed.
    pub fn leaves(&self, func: &Function, value: Value, leaf: &mut dyn FnMut(Slot, Value)) {
        match (self.place(value), func.values[value].def) {
            (Place::Slot(slot), _) => leaf(slot, value),
            (Place::Tree, ValueDef::Result(inst, index)) => {
                let data = &func.insts[inst];
                for &arg in &data.args {
                    self.leaves(func, arg, leaf);
                }
                if index == 1 {
                    self.leaves(func, data.results[0], leaf);
                }
            }
            (place, def) => panic!("{}: {value} is {place:?}, {def:?}", func.name),
        }
    }

    /// Moves to be done on an edge, all at once: push every source in order, then store in reverse order. `implicit` is
    /// the number of leading parameters of the target that the edge itself provides (the result of a `try_` call).
    pub fn copies(&self, func: &Function, edge: &BlockCall, implicit: usize) -> Vec<(Value, Slot)> {
        let params = &func.blocks[edge.block].params[implicit..];
        let pairs = edge.args.iter().zip(params);
        pairs
            .filter_map(|(&arg, &param)| match self.place(param) {
                Place::Slot(slot) if self.place(arg) != Place::Slot(slot) => Some((arg, slot)),
                _ => None,
            })
            .collect()
    }
}

/// Number of leading parameters that an edge of this terminator provides by itself.
pub fn implicit_params(module: &Module, func: &Function, term: Inst, target: usize) -> usize {
    let data = &func.insts[term];
    match data.op {
        Op::TryCall | Op::TryCallVirtual | Op::TryCallRef if target == 1 => 1,
        Op::TryCall | Op::TryCallVirtual | Op::TryCallRef => {
            usize::from(call_result(module, func, term).is_some())
        }
        _ => 0,
    }
}

/// Result type of a call or `try_` call.
pub fn call_result(module: &Module, func: &Function, inst: Inst) -> Option<Type> {
    use kaa_ir::function::Imm;
    let sig = match func.insts[inst].imms.first() {
        Some(&Imm::Func(callee)) => module.funcs[callee].sig,
        Some(&Imm::Slot(slot)) => module.slots[slot].sig,
        Some(&Imm::Sig(sig)) => sig,
        Some(&Imm::Extern(callee)) => module.externs[callee].sig,
        imm => panic!("{}: call with immediate {imm:?}", func.name),
    };
    module.sigs[sig].result
}

/// Plans a function that the verifier accepts.
pub fn schedule(module: &Module, func: &Function, target: &dyn Target) -> Schedule {
    let order = order::reverse_postorder(func);
    let trees = trees::build(module, func, &order, target);
    let live = liveness::compute(module, func, &order, &trees);
    let colours = slots::assign(module, func, &order, &trees, &live, target);
    let places = func
        .values
        .keys()
        .map(|value| match (trees.is_tree(value), colours.slot(value)) {
            (true, _) => Place::Tree,
            (false, Some(slot)) => Place::Slot(slot),
            (false, None) => Place::Unused,
        })
        .collect();
    Schedule {
        order: order::cold_last(func, &order),
        roots: trees.roots,
        slot_kinds: colours.kinds,
        places,
        entry: colours.entry,
    }
}

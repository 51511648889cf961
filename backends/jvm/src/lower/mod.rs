//! One IR function to one static method.
//!
//! [`inst`] has one arm for every op; [`control`] does blocks, edges and handlers; [`compare`] conditions. Values are found as
//! `kaa-stack` has planned: trees are emitted recursively at their use.

mod arith;
mod array;
mod call;
mod compare;
mod control;
mod imm;
mod inst;
mod object;

pub use object::push_fn_member;

use kaa_ir::entity::Entity;
use kaa_ir::function::{Function, Imm, InstData, ValueDef};
use kaa_ir::{Block, FuncId, Inst, Type, Value};
use kaa_stack::{Place, Schedule, Slot, Target};

use crate::asm::{Code, Frame, Label, VType, op};
use crate::image::Image;
use crate::names::Names;

/// Slots are shared by width class of the JVM.
pub struct JvmKinds;

impl JvmKinds {
    const INT: u32 = 0;
    const LONG: u32 = 1;
    const DOUBLE: u32 = 2;
    const REF: u32 = 3;
    fn width(kind: u32) -> usize {
        1 + usize::from(matches!(kind, JvmKinds::LONG | JvmKinds::DOUBLE))
    }
}

impl Target for JvmKinds {
    fn kind(&self, ty: Type) -> u32 {
        match ty {
            Type::I1 | Type::I32 => JvmKinds::INT,
            Type::I64 => JvmKinds::LONG,
            Type::F64 => JvmKinds::DOUBLE,
            _ => JvmKinds::REF,
        }
    }
}

pub struct Lowering<'a, 'c, 'p> {
    names: &'a Names<'a>,
    image: &'a Image,
    func: &'a Function,
    schedule: &'a Schedule,
    code: &'c mut Code<'p>,
    /// By slot: index of the local.
    locals: Vec<usize>,
    /// By block.
    labels: Vec<Label>,
    handlers: Vec<control::HandlerStub>,
    /// Block behind the one being emitted.
    next: Option<Block>,
    /// Line numbers are those of this file.
    file: Option<u32>,
}

/// Emits the body of a function; local 0 is the context, the parameters follow.
pub fn lower_function(
    names: &Names,
    image: &Image,
    id: FuncId,
    file: Option<u32>,
    code: &mut Code,
) {
    let func = &names.module.funcs[id];
    let schedule = kaa_stack::schedule(names.module, func, &JvmKinds);
    let mut next_local = 1;
    let locals = schedule.slot_kinds.iter().map(|&kind| {
        let local = next_local;
        next_local += JvmKinds::width(kind);
        local
    });
    let mut lowering = Lowering {
        names,
        image,
        func,
        locals: locals.collect(),
        schedule: &schedule,
        code,
        labels: Vec::new(),
        handlers: Vec::new(),
        next: None,
        file,
    };
    lowering.blocks();
}

impl<'a> Lowering<'a, '_, '_> {
    fn data(&self, inst: Inst) -> &'a InstData {
        &self.func.insts[inst]
    }

    fn ty(&self, value: Value) -> Type {
        self.func.ty(value)
    }

    fn local(&self, slot: Slot) -> usize {
        self.locals[slot.0 as usize]
    }

    /// Puts a value on the operand stack.
    fn push(&mut self, value: Value) {
        match (self.schedule.place(value), self.func.values[value].def) {
            (Place::Slot(slot), _) => self.code.load(self.local(slot)),
            (Place::Tree, ValueDef::Result(inst, 0)) => self.inst(inst),
            (Place::Tree, ValueDef::Result(inst, _)) => self.overflow_flag(inst),
            (place, def) => panic!("{}: push of {value}: {place:?}, {def:?}", self.func.name),
        }
    }

    fn push_all(&mut self, values: &[Value]) {
        values.iter().for_each(|&v| self.push(v));
    }

    fn push_ctx(&mut self) {
        self.code.load(0);
    }

    /// Takes the value on top of the stack to where `value` belongs.
    fn pop_into(&mut self, value: Value) {
        match self.schedule.place(value) {
            Place::Slot(slot) => self.code.store(self.local(slot)),
            Place::Unused => self.code.pop_value(),
            Place::Tree => panic!("{}: {value} is in a tree", self.func.name),
        }
    }

    /// An instruction that stands alone.
    fn root(&mut self, inst: Inst) {
        let data = self.data(inst);
        if Some(data.loc.file) == self.file {
            self.code.line(data.loc.line);
        }
        if data.op.info().terminator {
            return self.terminator(inst);
        }
        let flagged =
            data.results.len() == 2 && self.schedule.place(data.results[1]) != Place::Unused;
        self.inst(inst);
        if let Some(&result) = data.results.first() {
            self.pop_into(result);
        }
        if flagged && self.schedule.place(data.results[1]) != Place::Tree {
            self.overflow_flag(inst);
            self.pop_into(data.results[1]);
        }
    }

    /// The value of an integer constant, wherever it is wanted.
    fn constant(&self, value: Value) -> Option<i64> {
        let ValueDef::Result(inst, _) = self.func.values[value].def else {
            return None;
        };
        match (self.data(inst).op, self.data(inst).imms.last()) {
            (kaa_ir::Op::Iconst, Some(&Imm::Int(n))) => Some(n),
            _ => None,
        }
    }

    fn vtype(&mut self, ty: Type) -> VType {
        match ty {
            Type::I1 | Type::I32 => VType::Int,
            Type::I64 => VType::Long,
            Type::F64 => VType::Double,
            _ => {
                let descriptor = self.names.ty(ty);
                self.code.vtype(&descriptor)
            }
        }
    }

    /// The frame with exactly these slots occupied, and the context.
    fn frame(&mut self, live: &[(Slot, Type)]) -> Frame {
        let mut locals = vec![self.code.ref_type(&self.names.ctx_class)];
        for &(slot, ty) in live {
            let local = self.local(slot);
            if locals.len() < local + 2 {
                locals.resize(local + 2, VType::Top);
            }
            locals[local] = self.vtype(ty);
        }
        Frame {
            locals,
            stack: Vec::new(),
        }
    }

    fn block_frame(&mut self, block: Block) -> Frame {
        let live = self.schedule.live_at_entry(block).iter();
        let live: Vec<(Slot, Type)> = live.map(|&(s, v)| (s, self.ty(v))).collect();
        self.frame(&live)
    }

    fn class_name(&self, ty: Type) -> String {
        let descriptor = self.names.ty(ty);
        crate::asm::types::class_name_of(&descriptor).to_owned()
    }

    fn label(&self, block: Block) -> Label {
        self.labels[block.index()]
    }
}

/// The return instruction for a result type.
pub fn return_op(ty: Option<Type>) -> u8 {
    match ty {
        None => op::RETURN,
        Some(Type::I1 | Type::I32) => op::IRETURN,
        Some(Type::I64) => op::LRETURN,
        Some(Type::F64) => op::DRETURN,
        Some(_) => op::ARETURN,
    }
}

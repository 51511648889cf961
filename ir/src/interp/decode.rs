//! Functions into their compact form.

use rustc_hash::FxHashMap;

use super::World;
use super::code::{Code, Edge, Ins, Width};
use crate::entity::*;
use crate::function::{BlockCall, Function, Imm, InstData};
use crate::module::Module;
use crate::op::Op;
use crate::types::{Storage, Type};

struct Decoder<'m> {
    module: &'m Module,
    world: &'m World,
    func: &'m Function,
    regs: Vec<u32>,
    starts: FxHashMap<Block, u32>,
    code: Code,
}

pub(super) fn decode(module: &Module, world: &World, func: &Function) -> Code {
    let mut decoder = Decoder {
        module,
        world,
        func,
        regs: vec![0; func.values.len()],
        starts: FxHashMap::default(),
        code: Code::default(),
    };
    decoder.registers();
    let mut at = 0;
    for &block in &func.layout {
        decoder.starts.insert(block, at);
        at += func.blocks[block].insts.len() as u32;
    }
    for &block in &func.layout {
        for &inst in &func.blocks[block].insts {
            let row = decoder.inst(&func.insts[inst]);
            decoder.code.ins.push(row);
            decoder.code.locs.push(func.insts[inst].loc);
            decoder.code.places.push((block, inst));
        }
    }
    decoder.code.regs = decoder.regs;
    decoder.code
}

fn width(ty: Type) -> Width {
    match ty {
        Type::I1 => Width::Bool,
        Type::I32 => Width::I32,
        _ => Width::Whole,
    }
}

fn storage_width(storage: Storage) -> Width {
    match storage {
        Storage::I8 => Width::I8,
        Storage::I16 => Width::I16,
        Storage::F32 => Width::F32,
        Storage::Value(ty) => width(ty),
    }
}

impl Decoder<'_> {
    /// References first, so that the collector's part of a frame is one range.
    fn registers(&mut self) {
        let func = self.func;
        let mut values = Vec::new();
        for &block in &func.layout {
            let data = &func.blocks[block];
            values.extend(&data.params);
            values.extend(data.insts.iter().flat_map(|&i| &func.insts[i].results));
        }
        let (refs, others): (Vec<Value>, Vec<Value>) =
            values.into_iter().partition(|&v| func.ty(v).is_traced());
        self.code.n_refs = refs.len() as u32;
        self.code.n_regs = (refs.len() + others.len()) as u32;
        for (i, value) in refs.into_iter().chain(others).enumerate() {
            self.regs[value.index()] = i as u32;
        }
        let params = &func.blocks[func.entry()].params;
        self.code.params = params.iter().map(|&p| self.regs[p.index()]).collect();
        self.code.n_params = params.len() as u32;
    }

    fn reg(&self, value: Value) -> u32 {
        self.regs[value.index()]
    }

    fn edge(&mut self, target: &BlockCall, implicit: bool) -> u32 {
        let params = &self.func.blocks[target.block].params;
        let (first, rest) = match implicit {
            true => (Some(self.reg(params[0])), &params[1..]),
            false => (None, &params[..]),
        };
        let moves = target.args.iter().zip(rest);
        let moves: Vec<_> = moves.map(|(&a, &p)| (self.reg(a), self.reg(p))).collect();
        let overlaps = (0..moves.len()).any(|i| {
            let written = moves[i].1;
            moves[i + 1..].iter().any(|&(from, _)| from == written)
        });
        self.code.edges.push(Edge {
            pc: self.starts[&target.block],
            moves,
            implicit: first,
            overlaps,
        });
        self.code.edges.len() as u32 - 1
    }

    fn inst(&mut self, data: &InstData) -> Ins {
        let arg = |i: usize| data.args.get(i).map_or(0, |&v| self.reg(v));
        let mut row = Ins {
            op: data.op,
            width: data
                .args
                .first()
                .map_or(Width::Whole, |&v| width(self.func.ty(v))),
            dst: data.results.first().map_or(0, |&v| self.reg(v)),
            a: arg(0),
            b: arg(1),
            c: arg(2),
            x: 0,
            imm: 0,
        };
        for imm in &data.imms {
            self.imm(&mut row, imm);
        }
        if let [_, second] = data.results[..] {
            row.c = self.reg(second);
        }
        let pooled = data.args.len() > 3 || data.op.info().effects == crate::op::Effects::Call;
        if pooled {
            row.b = self.code.pool.len() as u32;
            row.c = data.args.len() as u32;
            let args: Vec<u32> = data.args.iter().map(|&v| self.reg(v)).collect();
            self.code.pool.extend(args);
        }
        self.targets(&mut row, data);
        row
    }

    fn imm(&mut self, row: &mut Ins, imm: &Imm) {
        match imm {
            Imm::Int(v) => row.imm = *v,
            Imm::Float(bits) => row.imm = *bits as i64,
            Imm::Type(ty) => {
                row.x = self.code.types.len() as u32;
                self.code.types.push(*ty);
            }
            Imm::Class(c) => row.x = c.0,
            Imm::Field(f) => {
                row.x = self.world.field_index[f.index()];
                row.width = storage_width(self.module.fields[*f].storage);
            }
            Imm::Slot(s) => row.x = self.world.slot_index[s.index()],
            Imm::Const(c) => row.x = c.0,
            Imm::Array(a) => row.x = a.0,
            Imm::Func(f) => row.x = f.0,
            Imm::Extern(e) => row.x = e.0,
            Imm::Sig(s) => row.x = s.0,
            Imm::Data(d) => row.x = d.0,
            Imm::Frozen(f) => row.x = f.0,
            Imm::Trap(code) => row.x = *code as u32,
            Imm::Cases(_) => {}
        }
    }

    /// Numbers of the edges: a jump's in `x`; of a branch in `x` and `imm`; of a `try_` call in `imm` and the next one.
    /// Of other calls and of `return`, `imm` is the number of results.
    fn targets(&mut self, row: &mut Ins, data: &InstData) {
        match data.op {
            Op::Call | Op::CallVirtual | Op::CallRef | Op::CallExtern => {
                row.imm = data.results.len() as i64;
            }
            Op::Return => row.imm = data.args.len() as i64,
            Op::Jump => row.x = self.edge(&data.targets[0], false),
            Op::BrIf => {
                row.x = self.edge(&data.targets[0], false);
                row.imm = i64::from(self.edge(&data.targets[1], false));
            }
            Op::Switch => {
                row.b = self.edge(&data.targets[0], false);
                let mut table = FxHashMap::default();
                if let Some(Imm::Cases(cases)) = data.imms.first() {
                    for (&case, target) in cases.iter().zip(&data.targets[1..]) {
                        table.insert(case, self.edge(target, false));
                    }
                }
                row.x = self.code.switches.len() as u32;
                self.code.switches.push(table);
            }
            op if op.is_try_call() => {
                let result = crate::typing::call_signature(self.module, &data.imms);
                row.imm = i64::from(self.edge(&data.targets[0], result.is_some()));
                self.edge(&data.targets[1], true);
            }
            _ => {}
        }
    }
}

//! Threaded dispatch: an interpreter's handlers go on to the next handler by themselves, for targets with tail calls.
//!
//! A handler (`handler N`) answers the place of the next instruction, or a negative number when the loop that called it must
//! look around. Before this pass the loop fetches that instruction (the function marked `fetch`) and calls its handler.
//! Afterwards every handler fetches it where it would return, and calls the next handler from a table, in return position:
//! the backend makes that a jump. The loop remains as it is and sees only the negative answers.
//!
//! Requires: handlers take the parameters of `fetch` (the last is the place) and one more, the instruction's first operand;
//! an instruction word is `number | operand << 8`, as the loop decodes it; `fetch` is one block without calls.

use rustc_hash::FxHashMap;

use super::edit::make;
use super::split;
use crate::entity::*;
use crate::function::{BlockCall, Function, Imm, Loc, ValueDef};
use crate::module::{ConstValue, Frozen, FrozenBody, Module};
use crate::op::Op;
use crate::types::{Storage, Type};

pub fn run(module: &mut Module) {
    let handlers: Vec<(u8, FuncId)> = module
        .funcs
        .iter()
        .filter_map(|(id, func)| Some((func.attrs.handler?, id)))
        .collect();
    let fetch = module.funcs.keys().find(|&id| module.funcs[id].attrs.fetch);
    let (Some(&(_, first)), Some(fetch)) = (handlers.first(), fetch) else {
        return;
    };
    let sig = module.funcs[first].sig;
    check(module, sig, fetch);
    let array = module.array(Storage::Value(Type::Fn(sig, false)));
    let table = table(module, array, &handlers);
    let fetch = module.funcs[fetch].clone();
    let mut all: Vec<FuncId> = handlers.iter().map(|&(_, id)| id).collect();
    let whole = split::run(module, &all);
    all.extend(&whole);
    for id in all {
        let func = std::mem::replace(&mut module.funcs[id], Function::new("", sig));
        module.funcs[id] = Threader {
            table,
            array,
            sig,
            fetch: &fetch,
            whole: &whole,
            func,
        }
        .run();
    }
}

fn check(module: &Module, sig: SigId, fetch: FuncId) {
    let func = &module.funcs[fetch];
    let is_simple = func.layout.len() == 1 && func.terminator(func.entry()).op == Op::Return;
    assert!(is_simple, "thread: @{} is not one block", func.name);
    let params = &module.sigs[sig].params;
    let own = &module.sigs[func.sig].params;
    let fits =
        params.len() == own.len() + 1 && params.starts_with(own) && own.last() == Some(&Type::I32);
    assert!(
        fits,
        "thread: the parameters of @{} are not the handlers' without the last",
        func.name
    );
}

/// The handlers by number; a number without one stands for the first.
fn table(module: &mut Module, array: ArrayId, handlers: &[(u8, FuncId)]) -> FrozenId {
    let last = handlers.iter().map(|&(number, _)| number).max();
    let length = usize::from(last.expect("there is a handler")) + 1;
    let mut items = vec![ConstValue::Func(handlers[0].1); length];
    for &(number, id) in handlers {
        items[usize::from(number)] = ConstValue::Func(id);
    }
    module.frozen.push(Frozen {
        name: "handlers".into(),
        body: FrozenBody::Array { array, items },
    })
}

struct Threader<'m> {
    table: FrozenId,
    array: ArrayId,
    sig: SigId,
    fetch: &'m Function,
    whole: &'m [FuncId],
    func: Function,
}

impl Threader<'_> {
    fn run(mut self) -> Function {
        for block in self.func.layout.clone() {
            if self.func.terminator(block).op == Op::Return && !self.is_left(block) {
                self.go_on(block);
            }
        }
        self.func
    }

    /// The block calls the whole form of its handler, which goes on by itself.
    fn is_left(&self, block: Block) -> bool {
        let insts = &self.func.blocks[block].insts;
        let call = insts
            .len()
            .checked_sub(2)
            .map(|at| &self.func.insts[insts[at]]);
        call.is_some_and(|call| match (call.op, call.imms.first()) {
            (Op::Call, Some(Imm::Func(callee))) => self.whole.contains(callee),
            _ => false,
        })
    }

    /// Replaces the return at the end of the block.
    fn go_on(&mut self, block: Block) {
        let inst = self.func.blocks[block]
            .insts
            .pop()
            .expect("it ends in a return");
        let place = self.func.insts[inst].args[0];
        let loc = self.func.insts[inst].loc;
        if self.is_place(place) {
            return self.call_next(block, place, loc);
        }
        let (leave, next) = (self.func.add_block(), self.func.add_block());
        self.func.blocks[leave].cold = true;
        let zero = self.value(
            block,
            Op::Iconst,
            &[Imm::Type(Type::I32), Imm::Int(0)],
            &[],
            Type::I32,
            loc,
        );
        let negative = self.value(block, Op::LtS, &[], &[place, zero], Type::I1, loc);
        let targets = [leave, next].map(|block| BlockCall {
            block,
            args: Vec::new(),
        });
        self.place(block, Op::BrIf, &[negative], &targets, loc);
        self.place(leave, Op::Return, &[place], &[], loc);
        self.call_next(next, place, loc);
    }

    /// Certainly not negative: behind this instruction, or an operand of it (jump targets are the only ones returned).
    fn is_place(&self, value: Value) -> bool {
        let params = &self.func.blocks[self.func.entry()].params;
        let [.., words, pc, first] = params[..] else {
            return false;
        };
        let ValueDef::Result(inst, _) = self.func.values[value].def else {
            return value == first;
        };
        let data = &self.func.insts[inst];
        match data.op {
            Op::Add => data.args.contains(&pc),
            Op::ArrGetUnchecked => data.args[0] == words,
            _ => false,
        }
    }

    fn call_next(&mut self, block: Block, place: Value, loc: Loc) {
        let word = self.fetched(block, place, loc);
        let constant = |n| [Imm::Type(Type::I32), Imm::Int(n)];
        let mask = self.value(block, Op::Iconst, &constant(0xff), &[], Type::I32, loc);
        let number = self.value(block, Op::And, &[], &[word, mask], Type::I32, loc);
        let eight = self.value(block, Op::Iconst, &constant(8), &[], Type::I32, loc);
        let operand = self.value(block, Op::ShrU, &[], &[word, eight], Type::I32, loc);
        let function = Type::Fn(self.sig, false);
        let table = [Imm::Frozen(self.table)];
        let table = self.value(
            block,
            Op::FrozenRef,
            &table,
            &[],
            Type::Arr(self.array, false),
            loc,
        );
        let callee = self.value(
            block,
            Op::ArrGetUnchecked,
            &[],
            &[table, number],
            function,
            loc,
        );
        let entry = self.func.entry();
        let n_passed = self.func.blocks[entry].params.len() - 2;
        let mut args = vec![callee];
        args.extend(&self.func.blocks[entry].params[..n_passed]);
        args.extend([place, operand]);
        let result = self.value(
            block,
            Op::CallRef,
            &[Imm::Sig(self.sig)],
            &args,
            Type::I32,
            loc,
        );
        self.place(block, Op::Return, &[result], &[], loc);
    }

    /// The body of `fetch`, copied into the block; answers the instruction word.
    fn fetched(&mut self, block: Block, place: Value, loc: Loc) -> Value {
        let entry = self.fetch.entry();
        let own = self.func.entry();
        let mut names: FxHashMap<Value, Value> = FxHashMap::default();
        let params = &self.fetch.blocks[entry].params;
        for (&param, &arg) in params.iter().zip(&self.func.blocks[own].params) {
            names.insert(param, arg);
        }
        names.insert(*params.last().expect("checked: it takes the place"), place);
        for &inst in &self.fetch.blocks[entry].insts {
            let data = &self.fetch.insts[inst];
            let args: Vec<Value> = data.args.iter().map(|v| names[v]).collect();
            if data.op == Op::Return {
                return args[0];
            }
            let types: Vec<Type> = data.results.iter().map(|&v| self.fetch.ty(v)).collect();
            let new = make(&mut self.func, data.op, &data.imms, &args, &types, &[], loc);
            self.func.blocks[block].insts.push(new);
            for (&old, &result) in data.results.iter().zip(&self.func.insts[new].results) {
                names.insert(old, result);
            }
        }
        panic!("thread: @{} does not return", self.fetch.name)
    }

    fn value(
        &mut self,
        block: Block,
        op: Op,
        imms: &[Imm],
        args: &[Value],
        ty: Type,
        loc: Loc,
    ) -> Value {
        let inst = make(&mut self.func, op, imms, args, &[ty], &[], loc);
        self.func.blocks[block].insts.push(inst);
        self.func.insts[inst].results[0]
    }

    fn place(&mut self, block: Block, op: Op, args: &[Value], targets: &[BlockCall], loc: Loc) {
        let inst = make(&mut self.func, op, &[], args, &[], targets, loc);
        self.func.blocks[block].insts.push(inst);
    }
}

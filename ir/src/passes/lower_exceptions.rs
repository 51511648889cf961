//! Exceptions as values, for targets where a host throw is dear: the sentinel form.
//!
//! Before: `throw`, `try_` calls, and plain calls that exceptions pass through. After: none of these. A function that raises
//! sets the exception pending in the context (`exc_set`) and leaves by `exc_return`, which answers the zero of its result
//! type. After each call that may raise stands a test: `is_null` of the result where its type is a non-null reference (no
//! memory is read), else `exc_pending`. The failing way of a `try_` call takes the exception by `exc_take` and goes on in the
//! handler; of a plain call it leaves by `exc_return`, one cold block a function.
//! Calls that cannot raise, by inference over the closed world, are not tested, and such functions are marked `nothrow`.

use smallvec::smallvec;

use crate::analysis::Nothrow;
use crate::entity::*;
use crate::function::{BlockCall, Function, InstData, Loc};
use crate::module::Module;
use crate::op::Op;
use crate::types::Type;

/// Lowers the whole module; a second time does nothing.
pub fn run(module: &mut Module) {
    if module.exceptions_lowered {
        return;
    }
    let nothrow = Nothrow::new(module);
    for id in module.funcs.keys() {
        let placeholder = Function::new("", module.funcs[id].sig);
        let func = std::mem::replace(&mut module.funcs[id], placeholder);
        let mut lowering = Lowering {
            module,
            nothrow: &nothrow,
            exit: None,
            func,
        };
        if !lowering.func.is_declaration() {
            lowering.run();
        }
        let mut func = lowering.func;
        func.remove_unreachable_blocks();
        func.attrs.nothrow |= !nothrow.func_may_throw(id);
        module.funcs[id] = func;
    }
    module.exceptions_lowered = true;
}

struct Lowering<'m> {
    module: &'m Module,
    nothrow: &'m Nothrow,
    func: Function,
    /// The block that leaves with the pending exception.
    exit: Option<Block>,
}

impl Lowering<'_> {
    fn run(&mut self) {
        for block in self.func.layout.clone() {
            self.block(block);
        }
    }

    /// Splits the block after each call that may raise; what follows goes on in a new block.
    fn block(&mut self, block: Block) {
        let mut at = block;
        let cold = self.func.blocks[block].cold;
        for inst in std::mem::take(&mut self.func.blocks[block].insts) {
            let op = self.func.insts[inst].op;
            let loc = self.func.insts[inst].loc;
            match op {
                Op::Throw => {
                    let exception = self.func.insts[inst].args[0];
                    self.append(at, Op::ExcSet, &[exception], &[], &[], loc);
                    self.append(at, Op::ExcReturn, &[], &[], &[], loc);
                }
                Op::Call | Op::CallVirtual | Op::CallRef => {
                    self.func.blocks[at].insts.push(inst);
                    if self.nothrow.call_may_throw(&self.func.insts[inst]) {
                        let next = self.block_after(at, cold);
                        let exit = self.exit();
                        let result = self.func.insts[inst].results.first().copied();
                        self.test(at, result, to(exit), to(next), loc);
                        at = next;
                    }
                }
                op if op.is_try_call() => self.try_call(at, inst, cold),
                _ => self.func.blocks[at].insts.push(inst),
            }
        }
    }

    /// The plain call, then the test; the result is handed to the normal successor.
    fn try_call(&mut self, at: Block, inst: Inst, cold: bool) {
        let may_throw = self.nothrow.call_may_throw(&self.func.insts[inst]);
        let data = &mut self.func.insts[inst];
        data.op = data.op.without_try();
        let loc = data.loc;
        let targets = std::mem::take(&mut data.targets);
        let [mut normal, mut handler] = <[BlockCall; 2]>::try_from(targets.into_vec())
            .unwrap_or_else(|_| panic!("lower_exceptions: {inst} has not two successors"));
        let imms = self.func.insts[inst].imms.clone();
        let result = crate::typing::call_signature(self.module, &imms).map(|ty| {
            let value = self.func.make_result(inst, ty);
            normal.args.insert(0, value);
            value
        });
        self.func.blocks[at].insts.push(inst);
        if !may_throw {
            self.append(at, Op::Jump, &[], &[], &[normal], loc);
            return;
        }
        let caught = self.block_after(at, true);
        let class = self.module.exception.expect("verified: V17");
        let exception = [Type::Ref(class, false)];
        let taken = self.append(caught, Op::ExcTake, &[], &exception, &[], loc);
        handler.args.insert(0, self.func.insts[taken].results[0]);
        self.append(caught, Op::Jump, &[], &[], &[handler], loc);
        if result.is_some() {
            // The result may only be handed on where the call did not raise.
            let passed = self.block_after(at, cold);
            self.append(passed, Op::Jump, &[], &[], &[normal], loc);
            normal = to(passed);
        }
        self.test(at, result, to(caught), normal, loc);
    }

    fn test(
        &mut self,
        at: Block,
        result: Option<Value>,
        raised: BlockCall,
        normal: BlockCall,
        loc: Loc,
    ) {
        let by_null = result.filter(|&v| {
            let ty = self.func.ty(v);
            ty.is_reference() && !ty.is_nullable()
        });
        let test = match by_null {
            Some(value) => self.append(at, Op::IsNull, &[value], &[Type::I1], &[], loc),
            None => self.append(at, Op::ExcPending, &[], &[Type::I1], &[], loc),
        };
        let test = self.func.insts[test].results[0];
        self.append(at, Op::BrIf, &[test], &[], &[raised, normal], loc);
    }

    fn append(
        &mut self,
        block: Block,
        op: Op,
        args: &[Value],
        results: &[Type],
        targets: &[BlockCall],
        loc: Loc,
    ) -> Inst {
        let data = InstData {
            op,
            imms: smallvec![],
            args: args.into(),
            results: smallvec![],
            targets: targets.into(),
            loc,
        };
        let inst = self.func.make_inst(data, results);
        self.func.blocks[block].insts.push(inst);
        inst
    }

    /// A new block, placed after `at` so that the code stays in the order of the source; cold ones at the end.
    fn block_after(&mut self, at: Block, cold: bool) -> Block {
        let block = self.func.add_block();
        self.func.blocks[block].cold = cold;
        if !cold {
            self.func.layout.pop();
            let place = self.func.layout.iter().position(|&b| b == at);
            let place = place.expect("block is in the layout");
            self.func.layout.insert(place + 1, block);
        }
        block
    }

    fn exit(&mut self) -> Block {
        if let Some(exit) = self.exit {
            return exit;
        }
        let exit = self.func.add_block();
        self.func.blocks[exit].cold = true;
        self.append(exit, Op::ExcReturn, &[], &[], &[], Loc::default());
        self.exit = Some(exit);
        exit
    }
}

fn to(block: Block) -> BlockCall {
    BlockCall {
        block,
        args: Vec::new(),
    }
}

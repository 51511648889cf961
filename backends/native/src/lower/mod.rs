//! One function to CLIF.
//!
//! This file owns the state and the walk over blocks; `ops` dispatches on the op; `arith`,
//! `control`, `object`, `types`, `array`, `alloc`, `call` and `runtime` lower one group each.
//! `env` is what all functions of a module share.

mod alloc;
mod arith;
mod array;
mod call;
mod control;
pub mod env;
mod object;
mod ops;
mod runtime;
mod types;

use cranelift_codegen::ir::{
    self as clif, AbiParam, AliasRegionData, BlockArg, ExtFuncData, ExternalName, FuncRef,
    InstBuilder, MemFlagsData, SigRef, StackSlot, StackSlotData, StackSlotKind, UserExternalName,
    types::{F64, I8, I32, I64},
};
use cranelift_codegen::isa::CallConv;
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext, Variable};
use kaa_ir::entity::Entity;
use kaa_ir::function::TrapCode;
use kaa_ir::{Block, BlockCall, Function, Inst, SigId, Type, Value};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::safepoint::Plan;
use env::{Env, FUNCTIONS};

/// Alias regions: memory of two regions never overlaps. The numbers are unique in a function.
mod region {
    pub const HEADER: u32 = 1;
    pub const CONTEXT: u32 = 2;
    pub const DESCRIPTOR: u32 = 3;
    pub const WEAK: u32 = 4;
    pub const OWN: u32 = 16;
    pub const SLOT: u32 = 1 << 28;
    pub const FIELD: u32 = 2 << 28;
    pub const ARRAY: u32 = 3 << 28;
}

/// State while one function is lowered.
pub struct Lower<'a, 'b> {
    env: &'a Env<'a>,
    func: &'a Function,
    b: FunctionBuilder<'b>,
    plan: &'a Plan,
    /// Values that no collection point can move.
    values: Vec<Option<clif::Value>>,
    /// Values that live across a collection point: redefined by every reload.
    vars: Vec<Option<Variable>>,
    slots: Vec<StackSlot>,
    blocks: Vec<clif::Block>,
    traps: FxHashMap<TrapCode, clif::Block>,
    funcs: FxHashMap<UserExternalName, FuncRef>,
    sigs: FxHashMap<SigId, SigRef>,
    /// Alias regions of fields and arrays in the order of their first use.
    regions: FxHashMap<u32, u32>,
    /// Objects made since the last collection point of the block: young, so without barrier.
    fresh: FxHashSet<Value>,
    /// Conditions that are computed where their only use branches on them.
    fused: FxHashSet<Value>,
    /// Block and position of the instruction being lowered.
    at: (Block, usize),
}

/// CLIF type that carries a value.
pub fn clif_type(ty: Type) -> clif::Type {
    match ty {
        Type::I1 => I8,
        Type::I32 => I32,
        Type::F64 => F64,
        _ => I64,
    }
}

/// CLIF signature of compiled functions; the context travels in the pinned register.
pub fn signature(env: &Env, sig: SigId) -> clif::Signature {
    let conv = if env.handlers == Some(sig) {
        CallConv::Tail
    } else {
        CallConv::SystemV
    };
    let sig = &env.module.sigs[sig];
    let mut out = clif::Signature::new(conv);
    out.params = sig
        .params
        .iter()
        .map(|&ty| AbiParam::new(clif_type(ty)))
        .collect();
    out.returns = sig
        .result
        .iter()
        .map(|&ty| AbiParam::new(clif_type(ty)))
        .collect();
    out
}

/// Writes the body of `id` into `out`.
pub fn lower(
    env: &Env,
    id: kaa_ir::FuncId,
    out: &mut clif::Function,
    builder: &mut FunctionBuilderContext,
) {
    let func = &env.module.funcs[id];
    out.signature = signature(env, func.sig);
    let plan = Plan::new(env.module, func, &env.collects);
    let mut lower = Lower {
        env,
        func,
        b: FunctionBuilder::new(out, builder),
        plan: &plan,
        values: vec![None; func.values.len()],
        vars: vec![None; func.values.len()],
        slots: Vec::new(),
        blocks: Vec::new(),
        traps: FxHashMap::default(),
        funcs: FxHashMap::default(),
        sigs: FxHashMap::default(),
        regions: FxHashMap::default(),
        fresh: FxHashSet::default(),
        fused: FxHashSet::default(),
        at: (func.entry(), 0),
    };
    lower.prepare();
    lower.body();
    lower.trap_blocks();
    lower.b.seal_all_blocks();
    lower.b.finalize(env.isa.frontend_config());
}

impl Lower<'_, '_> {
    fn prepare(&mut self) {
        for i in 0..self.func.values.len() {
            if self.plan.slot(Value::from_index(i)).is_some() {
                self.vars[i] = Some(self.b.declare_var(I64));
            }
        }
        for _ in 0..self.plan.slot_count {
            let data = StackSlotData::new(StackSlotKind::ExplicitSlot, 8, 3);
            self.slots.push(self.b.create_sized_stack_slot(data));
        }
        self.fused = control::fused_conditions(self.env, self.func);
        let cold = control::cold_blocks(self.func);
        for block in self.func.blocks.keys() {
            let new = self.b.create_block();
            self.blocks.push(new);
            if cold.contains(&block) {
                self.b.set_cold_block(new);
            }
            for &param in &self.func.blocks[block].params {
                self.b
                    .append_block_param(new, clif_type(self.func.ty(param)));
            }
        }
    }

    fn body(&mut self) {
        // Definitions come before their uses in this order, which the layout does not promise.
        for block in control::reverse_postorder(self.func) {
            let new = self.blocks[block.index()];
            self.b.switch_to_block(new);
            self.fresh.clear();
            let params = self.b.block_params(new).to_vec();
            for (i, &param) in self.func.blocks[block].params.iter().enumerate() {
                self.def(param, params[i]);
            }
            for (i, &inst) in self.func.blocks[block].insts.iter().enumerate() {
                self.at = (block, i);
                let data = &self.func.insts[inst];
                if self.plan.live.contains_key(&inst) {
                    self.fresh.clear();
                }
                self.b.set_srcloc(self.env.srcloc(data.loc));
                self.inst(inst, data);
            }
        }
    }

    /// The trap blocks stand behind everything else; one per code.
    fn trap_blocks(&mut self) {
        let mut traps: Vec<_> = std::mem::take(&mut self.traps).into_iter().collect();
        traps.sort_by_key(|(_, block)| *block);
        for (code, block) in traps {
            self.b.switch_to_block(block);
            let name = format!("{}{}", kaa_abi::symbols::TRAP_PREFIX, code.name());
            let callee = self.runtime_func(&name);
            self.b.ins().call(callee, &[]);
            self.b.ins().trap(clif::TrapCode::unwrap_user(1));
        }
    }

    fn value(&mut self, value: Value) -> clif::Value {
        match self.vars[value.index()] {
            Some(var) => self.b.use_var(var),
            None => self.values[value.index()].unwrap_or_else(|| {
                panic!("lower: {}: {value} has no definition yet", self.func.name)
            }),
        }
    }

    fn def(&mut self, value: Value, to: clif::Value) {
        match self.vars[value.index()] {
            Some(var) => self.b.def_var(var, to),
            None => self.values[value.index()] = Some(to),
        }
    }

    fn block_args(&mut self, target: &BlockCall) -> Vec<BlockArg> {
        target
            .args
            .iter()
            .map(|&v| BlockArg::Value(self.value(v)))
            .collect()
    }

    // ---- memory

    fn region(&mut self, id: u32) -> MemFlagsData {
        // Numbers of the function's own: those of the module change with other functions, and the code with them.
        let next = region::OWN + self.regions.len() as u32;
        let id = match id {
            id if id < region::OWN => id,
            id => *self.regions.entry(id).or_insert(next),
        };
        let data = AliasRegionData {
            user_id: id,
            description: "".into(),
        };
        let region = self.b.func.dfg.alias_regions.insert(data);
        MemFlagsData::trusted().with_alias_region(Some(region))
    }

    fn vm(&mut self) -> clif::Value {
        self.b.ins().get_pinned_reg(I64)
    }

    fn vm_load(&mut self, ty: clif::Type, offset: i32) -> clif::Value {
        let flags = self.region(region::CONTEXT);
        let vm = self.vm();
        self.b.ins().load(ty, flags, vm, offset)
    }

    fn vm_store(&mut self, value: clif::Value, offset: i32) {
        let flags = self.region(region::CONTEXT);
        let vm = self.vm();
        self.b.ins().store(flags, value, vm, offset);
    }

    // ---- blocks

    fn cold_block(&mut self) -> clif::Block {
        let block = self.b.create_block();
        self.b.set_cold_block(block);
        block
    }

    /// The shared block that stops the program with `code`.
    fn trap_block(&mut self, code: TrapCode) -> clif::Block {
        if let Some(&block) = self.traps.get(&code) {
            return block;
        }
        let block = self.cold_block();
        self.traps.insert(code, block);
        block
    }

    /// Stops the program with `code` if `cond` holds; goes on in a new block.
    fn trap_if(&mut self, cond: clif::Value, code: TrapCode) {
        let (trap, next) = (self.trap_block(code), self.b.create_block());
        self.b.ins().brif(cond, trap, &[], next, &[]);
        self.b.switch_to_block(next);
    }

    fn trap_unless(&mut self, cond: clif::Value, code: TrapCode) {
        let (trap, next) = (self.trap_block(code), self.b.create_block());
        self.b.ins().brif(cond, next, &[], trap, &[]);
        self.b.switch_to_block(next);
    }

    fn jump(&mut self, block: clif::Block, arg: clif::Value) {
        self.b.ins().jump(block, &[BlockArg::Value(arg)]);
    }

    // ---- collection points

    /// Writes the references that live across `inst` to their slots.
    fn spill(&mut self, inst: Inst) {
        for i in 0..self.plan.live.get(&inst).map_or(0, Vec::len) {
            let value = self.plan.live[&inst][i];
            let (slot, flags) = self.slot(value);
            let now = self.value(value);
            let addr = self.b.ins().stack_addr(I64, slot, 0);
            self.b.ins().store(flags, now, addr, 0);
        }
    }

    /// Attaches the live slots to the call and reads the references back.
    fn reload(&mut self, inst: Inst, call: clif::Inst) {
        for i in 0..self.plan.live.get(&inst).map_or(0, Vec::len) {
            let value = self.plan.live[&inst][i];
            let (slot, flags) = self.slot(value);
            let entry = clif::UserStackMapEntry {
                ty: I64,
                slot,
                offset: 0,
            };
            self.b.func.dfg.append_user_stack_map_entry(call, entry);
            let addr = self.b.ins().stack_addr(I64, slot, 0);
            let now = self.b.ins().load(I64, flags, addr, 0);
            self.def(value, now);
        }
    }

    fn slot(&mut self, value: Value) -> (StackSlot, MemFlagsData) {
        let index = self.plan.slot(value).unwrap_or_else(|| {
            panic!(
                "lower: {}: {value} lives across a call without slot",
                self.func.name
            )
        });
        (
            self.slots[index as usize],
            self.region(region::SLOT + index),
        )
    }

    // ---- callees

    /// A function of the module or of the runtime, by its number there.
    fn callee(&mut self, index: u32, signature: clif::Signature, near: bool) -> FuncRef {
        let name = UserExternalName {
            namespace: FUNCTIONS,
            index,
        };
        if let Some(&func) = self.funcs.get(&name) {
            return func;
        }
        let name_ref = self.b.func.declare_imported_user_function(name.clone());
        let data = ExtFuncData {
            name: ExternalName::User(name_ref),
            signature: self.b.import_signature(signature),
            colocated: near,
            patchable: false,
        };
        let func = self.b.import_function(data);
        self.funcs.insert(name, func);
        func
    }

    fn runtime_func(&mut self, name: &str) -> FuncRef {
        let decl = self.env.runtime(name);
        self.callee(decl.id, decl.signature.clone(), true)
    }

    fn sig_ref(&mut self, sig: SigId) -> SigRef {
        if let Some(&known) = self.sigs.get(&sig) {
            return known;
        }
        let new = self.b.import_signature(signature(self.env, sig));
        self.sigs.insert(sig, new);
        new
    }
}

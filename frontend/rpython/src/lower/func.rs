//! One function: locals are SSA values in an environment; where ways meet, a [`Join`] makes block parameters for
//! those locals that differ.

use kaa_ir::{self as ir, Block, BlockCall, FunctionBuilder, Imm, Inst, Loc, Op, Type, Value};
use rustc_hash::FxHashMap;

use super::Lowering;
use crate::tree::{Body, LocalId, Stmt};
use crate::types::{FuncId, Ty};

/// Values of the locals at a point; `None` where unbound.
pub(super) type Env = Vec<Option<Value>>;

/// An edge into a join: a target of a terminator, and the locals there.
struct Edge {
    inst: Inst,
    target: usize,
    env: Env,
}

/// A block that several edges lead to. Edges are collected first; [`FnLower::begin`] then makes the parameters.
#[derive(Default)]
pub(super) struct Join {
    block: Option<Block>,
    /// Type of a first parameter that every edge gives.
    lead: Option<Type>,
    cold: bool,
    edges: Vec<Edge>,
}

impl Join {
    pub fn with_value(ty: Type) -> Join {
        Join {
            lead: Some(ty),
            ..Join::default()
        }
    }
    pub fn is_used(&self) -> bool {
        !self.edges.is_empty()
    }
}

/// What a `break`, `return` or exception passes on its way out.
pub(super) enum Scope<'t> {
    Loop { breaks: Join, continues: Join },
    Handler(Join),
    Finally(&'t [Stmt]),
}

pub(super) struct FnLower<'l, 'm, 'p, 'a, 't> {
    pub cx: &'l mut Lowering<'p, 'a>,
    pub b: FunctionBuilder<'m>,
    pub body: &'t Body,
    pub result: Ty,
    pub env: Env,
    pub scopes: Vec<Scope<'t>>,
    /// A value that is another one, known to be of a narrower type.
    pub origin: FxHashMap<Value, Value>,
    line_of: (u32, Loc),
}

pub(super) fn lower_body(
    cx: &mut Lowering<'_, '_>,
    m: &mut ir::Module,
    id: FuncId,
    target: ir::FuncId,
    body: &Body,
) {
    let result = cx.p.func_sig(id).result;
    lower_body_as(cx, m, result, target, body);
}

pub(super) fn lower_body_as(
    cx: &mut Lowering<'_, '_>,
    m: &mut ir::Module,
    result: Ty,
    target: ir::FuncId,
    body: &Body,
) {
    let b = FunctionBuilder::new(m, target);
    let mut f = FnLower {
        cx,
        b,
        body,
        result,
        env: vec![None; body.locals.len()],
        scopes: Vec::new(),
        origin: FxHashMap::default(),
        line_of: (u32::MAX, Loc::default()),
    };
    for index in 0..body.n_params {
        f.env[index] = Some(f.b.param(index));
    }
    f.stmts(&body.stmts);
    if f.b.current().is_some() {
        match result {
            Ty::None => f.b.ret(None),
            _ => drop(f.b.inst(Op::Unreachable, &[], &[], &[])),
        }
    }
    f.prune();
    f.b.finish();
}

impl<'t> FnLower<'_, '_, '_, '_, 't> {
    pub fn at(&mut self, offset: u32) {
        if self.line_of.0 != offset {
            let file = &self.cx.p.sources.files[self.body.file as usize];
            let loc = Loc {
                file: self.body.file,
                line: file.line(offset),
            };
            self.line_of = (offset, loc);
        }
        let loc = self.line_of.1;
        self.b.set_loc(loc);
    }

    pub fn ty(&mut self, ty: Ty) -> Type {
        self.cx.ty(self.b.module, ty)
    }

    pub fn local(&self, id: LocalId) -> Value {
        self.env[id.0 as usize].unwrap_or_else(|| {
            panic!(
                "lower {}: local {} is not bound",
                self.b.func.name, self.body.locals[id.0 as usize].name
            )
        })
    }

    /// A block without predecessors: code that follows a divergence is written into it and pruned.
    pub fn enter_dead_block(&mut self) {
        let block = self.b.block();
        self.b.switch_to(block);
    }

    fn block_of(&mut self, join: &mut Join) -> Block {
        if let Some(block) = join.block {
            return block;
        }
        let block = self.b.block();
        if let Some(ty) = join.lead {
            self.b.block_param(block, ty);
        }
        self.b.func.blocks[block].cold = join.cold;
        join.block = Some(block);
        block
    }

    fn add_edge(&mut self, join: &mut Join, inst: Inst, target: usize) {
        join.edges.push(Edge {
            inst,
            target,
            env: self.env.clone(),
        });
    }

    pub fn jump(&mut self, join: &mut Join, lead: Option<Value>) {
        let block = self.block_of(join);
        let args = lead.into_iter().collect();
        let inst = self
            .b
            .inst(Op::Jump, &[], &[], &[BlockCall { block, args }]);
        self.add_edge(join, inst, 0);
    }

    pub fn branch(&mut self, cond: Value, yes: &mut Join, no: &mut Join) {
        let targets = [self.block_of(yes), self.block_of(no)].map(|block| BlockCall {
            block,
            args: Vec::new(),
        });
        let inst = self.b.inst(Op::BrIf, &[], &[cond], &targets);
        self.add_edge(yes, inst, 0);
        self.add_edge(no, inst, 1);
    }

    pub fn switch(
        &mut self,
        value: Value,
        default: &mut Join,
        cases: Vec<i32>,
        joins: &mut [(usize, Join)],
    ) {
        let mut targets = vec![BlockCall {
            block: self.block_of(default),
            args: Vec::new(),
        }];
        for (count, join) in joins.iter_mut() {
            let block = self.block_of(join);
            for _ in 0..*count {
                targets.push(BlockCall {
                    block,
                    args: Vec::new(),
                });
            }
        }
        let inst = self
            .b
            .inst(Op::Switch, &[Imm::Cases(cases)], &[value], &targets);
        self.add_edge(default, inst, 0);
        let mut at = 1;
        for (count, join) in joins {
            for _ in 0..*count {
                self.add_edge(join, inst, at);
                at += 1;
            }
        }
    }

    /// Ends the block with a `try_` call; goes on in the normal successor with the result.
    pub fn try_inst(
        &mut self,
        op: Op,
        imm: Imm,
        args: &[Value],
        result: Option<Type>,
        handler: &mut Join,
    ) -> Option<Value> {
        let normal = self.b.block();
        let value = result.map(|ty| self.b.block_param(normal, ty));
        let handler_block = self.block_of(handler);
        let targets = [normal, handler_block].map(|block| BlockCall {
            block,
            args: Vec::new(),
        });
        let inst = self.b.inst(op, &[imm], args, &targets);
        self.add_edge(handler, inst, 1);
        self.b.switch_to(normal);
        value
    }

    pub fn handler_join(&mut self) -> Join {
        let class = self
            .b
            .module
            .exception
            .expect("checked: exceptions have a root class");
        Join {
            lead: Some(Type::Ref(class, false)),
            cold: true,
            ..Join::default()
        }
    }

    /// Goes on in the join's block, with the locals that its edges bring; answers its lead value.
    /// Without edges nothing comes here, and what follows is pruned.
    pub fn begin(&mut self, join: Join) -> Option<Value> {
        let Some(block) = join.block.filter(|_| join.is_used()) else {
            self.enter_dead_block();
            let ty = join.lead?;
            // A dead block's values are never used by live code; any of the type does.
            return Some(self.placeholder(ty));
        };
        self.b.switch_to(block);
        let lead = join.lead.map(|_| self.b.func.blocks[block].params[0]);
        let mut edges = join.edges;
        if let [only] = &mut edges[..] {
            self.env = std::mem::take(&mut only.env);
            return lead;
        }
        let n_locals = edges[0].env.len();
        let mut env: Env = Vec::with_capacity(n_locals);
        for local in 0..n_locals {
            env.push(self.merge(block, local, &edges));
        }
        self.env = env;
        lead
    }

    fn merge(&mut self, block: Block, local: usize, edges: &[Edge]) -> Option<Value> {
        let first = edges[0].env[local]?;
        let mut same = true;
        let mut same_origin = true;
        let root = self.root(first);
        for edge in &edges[1..] {
            let value = edge.env[local]?;
            same &= value == first;
            same_origin &= self.root(value) == root;
        }
        if same {
            return Some(first);
        }
        if same_origin {
            return Some(root);
        }
        let ty = self.body.locals[local].ty;
        let ty = self.ty(ty);
        let param = self.b.block_param(block, ty);
        for edge in edges {
            let value = edge.env[local].expect("seen above");
            self.b.func.insts[edge.inst].targets[edge.target]
                .args
                .push(value);
        }
        Some(param)
    }

    fn root(&self, value: Value) -> Value {
        let mut value = value;
        while let Some(&origin) = self.origin.get(&value) {
            value = origin;
        }
        value
    }

    pub fn placeholder(&mut self, ty: Type) -> Value {
        match ty {
            Type::I1 | Type::I32 | Type::I64 => self.b.iconst(ty, 0),
            Type::F64 => self.b.fconst(0.0),
            ty => {
                let null = self.b.null(ty);
                if ty.is_nullable() {
                    null
                } else {
                    self.b.value(Op::NonNull, &[], &[null])
                }
            }
        }
    }

    /// Removes blocks that nothing reaches, and edges from them.
    fn prune(&mut self) {
        let func = &mut self.b.func;
        let mut seen = vec![false; func.blocks.len()];
        let mut stack = vec![func.entry()];
        while let Some(block) = stack.pop() {
            let index = block.0 as usize;
            if seen[index] || func.blocks[block].insts.is_empty() {
                continue;
            }
            seen[index] = true;
            stack.extend(func.successors(block));
        }
        func.layout.retain(|b| seen[b.0 as usize]);
    }
}

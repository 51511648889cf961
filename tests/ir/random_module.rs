//! Random modules for differential tests of the backends: every function ends, no operation traps, no NaN's bits are looked at.
//!
//! The order of effects shows in the field `state` of the context object, which functions mix into their result.

use kaa_ir::filetest::{Expect, RunLine};
use kaa_ir::function::{BlockCall, Imm};
use kaa_ir::interp::{Interp, NoHost, Outcome, Scalar};
use kaa_ir::module::Module;
use kaa_ir::{Block, ClassId, FieldId, FuncId, FunctionBuilder, Op, Storage, Type, Value};

/// xorshift64*: the same module for a seed on every machine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n
    }
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
    /// Small numbers, limits and anything else.
    pub fn int(&mut self) -> i64 {
        match self.below(4) {
            0 => self.below(10) as i64 - 4,
            1 => self.pick(&[
                i64::MAX,
                i64::MIN,
                i32::MAX.into(),
                i32::MIN.into(),
                255,
                -256,
            ]),
            2 => self.below(100_000) as i64 - 50_000,
            _ => self.next() as i64,
        }
    }
}

/// Declarations that all functions share.
#[derive(Clone, Copy)]
struct World {
    state: FieldId,
    point: ClassId,
    fields: [(FieldId, Type); 5],
    error: ClassId,
    error_value: FieldId,
    longs: Type,
    bytes: Type,
}

/// Functions `f0`, `f1`, ... of type `fn(i64, i32, f64) -> i64`; each calls only those before it.
pub fn module(seed: u64, n_functions: usize) -> Module {
    let mut random = Random::new(seed);
    let mut module = Module::default();
    let world = declare(&mut module);
    let mut funcs = vec![thrower(&mut module, world)];
    let sig = module.sig(vec![Type::I64, Type::I32, Type::F64], Some(Type::I64));
    for index in 0..n_functions {
        let id = module.add_func(&format!("f{index}"), sig);
        let mut writer = Writer {
            builder: FunctionBuilder::new(&mut module, id),
            random: &mut random,
            world,
            funcs: &funcs,
            scope: Vec::new(),
            budget: 60,
        };
        writer.function();
        writer.builder.finish();
        funcs.push(id);
    }
    module
}

fn declare(module: &mut Module) -> World {
    let i64s = Storage::Value(Type::I64);
    let ctx = module.add_class("Ctx", None);
    let state = module.add_field(ctx, "state", i64s);
    let point = module.add_class("Point", None);
    let storages = [
        ("b", Storage::I8),
        ("s", Storage::I16),
        ("i", Storage::Value(Type::I32)),
        ("l", i64s),
        ("d", Storage::Value(Type::F64)),
    ];
    let fields = storages
        .map(|(name, storage)| (module.add_field(point, name, storage), storage.value_type()));
    let error = module.add_class("Error", None);
    let error_value = module.add_field(error, "value", i64s);
    module.context = Some(ctx);
    module.exception = Some(error);
    let longs = Type::Arr(module.array(i64s), false);
    let bytes = Type::Arr(module.array(Storage::I8), false);
    World {
        state,
        point,
        fields,
        error,
        error_value,
        longs,
        bytes,
    }
}

/// `thrower(x, i, d)`: throws an Error with x for odd i, else mixes x into the state and answers it.
fn thrower(module: &mut Module, world: World) -> FuncId {
    let sig = module.sig(vec![Type::I64, Type::I32, Type::F64], Some(Type::I64));
    let id = module.add_func("thrower", sig);
    let mut b = FunctionBuilder::new(module, id);
    let (x, i) = (b.param(0), b.param(1));
    let ctx = b.value(Op::Ctx, &[], &[]);
    let old = b.field_get(world.state, ctx);
    let factor = b.iconst(Type::I64, 31);
    let scaled = b.value(Op::Mul, &[], &[old, factor]);
    let new = b.value(Op::Add, &[], &[scaled, x]);
    b.field_set(world.state, ctx, new);
    let one = b.iconst(Type::I32, 1);
    let odd = b.value(Op::And, &[], &[i, one]);
    let is_odd = b.value(Op::Eq, &[], &[odd, one]);
    let (bad, good) = (b.block(), b.block());
    b.br_if(is_odd, edge(bad, &[]), edge(good, &[]));
    b.switch_to(bad);
    let error = b.value(Op::New, &[Imm::Class(world.error)], &[]);
    b.field_set(world.error_value, error, x);
    b.inst(Op::Throw, &[], &[error], &[]);
    b.switch_to(good);
    b.ret(Some(new));
    b.finish();
    id
}

fn edge(block: Block, args: &[Value]) -> BlockCall {
    BlockCall {
        block,
        args: args.to_vec(),
    }
}

struct Writer<'a, 'm> {
    builder: FunctionBuilder<'m>,
    random: &'a mut Random,
    world: World,
    funcs: &'a [FuncId],
    /// Values that may be used here.
    scope: Vec<Value>,
    /// Statements left, so that nesting ends.
    budget: i32,
}

impl Writer<'_, '_> {
    fn function(&mut self) {
        self.scope = (0..3).map(|i| self.builder.param(i)).collect();
        let point = self
            .builder
            .value(Op::New, &[Imm::Class(self.world.point)], &[]);
        let n = self.builder.iconst(Type::I32, 8);
        for ty in [self.world.longs, self.world.bytes] {
            let Type::Arr(array, _) = ty else {
                unreachable!()
            };
            let array = self.builder.value(Op::ArrNew, &[Imm::Array(array)], &[n]);
            self.scope.push(array);
        }
        self.scope.push(point);
        self.statements(0);
        let mut sum = self.of(Type::I64);
        for _ in 0..3 {
            let more = self.any_as_i64();
            sum = self.builder.value(Op::Xor, &[], &[sum, more]);
        }
        let ctx = self.builder.value(Op::Ctx, &[], &[]);
        let state = self.builder.field_get(self.world.state, ctx);
        let sum = self.builder.value(Op::Add, &[], &[sum, state]);
        self.builder.ret(Some(sum));
    }

    fn ty(&self, value: Value) -> Type {
        self.builder.func.ty(value)
    }

    /// A value of the type, mostly a recent one; a constant if there is none.
    fn of(&mut self, ty: Type) -> Value {
        let fits = self.scope.iter().copied().filter(|&v| self.ty(v) == ty);
        let fits: Vec<Value> = fits.collect();
        if fits.is_empty() || ty != Type::I1 && !ty.is_reference() && self.random.one_in(6) {
            return self.constant(ty);
        }
        let back = self
            .random
            .below(fits.len())
            .min(self.random.below(fits.len()));
        fits[fits.len() - 1 - back]
    }

    fn constant(&mut self, ty: Type) -> Value {
        match ty {
            Type::I1 => {
                let value = self.random.below(2) as i64;
                self.builder.iconst(ty, value)
            }
            Type::I32 => {
                let value = self.random.int() as i32;
                self.builder.iconst(ty, value.into())
            }
            Type::I64 => {
                let value = self.random.int();
                self.builder.iconst(ty, value)
            }
            Type::F64 => {
                let value = self.random.int() as f64 / 8.0;
                self.builder.fconst(value)
            }
            other => panic!("no constant of type {other:?}"),
        }
    }

    fn scalar(&mut self) -> Type {
        self.random
            .pick(&[Type::I1, Type::I32, Type::I64, Type::F64])
    }

    fn any_as_i64(&mut self) -> Value {
        let ty = self.scalar();
        let value = self.of(ty);
        match ty {
            Type::I1 => self
                .builder
                .value(Op::BoolToInt, &[Imm::Type(Type::I64)], &[value]),
            Type::I32 => self.builder.value(Op::Sext, &[], &[value]),
            Type::F64 => self.builder.value(Op::FloatToInt, &[], &[value]),
            _ => value,
        }
    }

    fn push(&mut self, op: Op, imms: &[Imm], args: &[Value]) {
        let inst = self.builder.inst(op, imms, args, &[]);
        let results = self.builder.results(inst).to_vec();
        self.scope.extend(results);
    }

    fn statements(&mut self, depth: usize) {
        for _ in 0..4 + self.random.below(8) {
            self.budget -= 1;
            if self.budget < 0 {
                return;
            }
            match self.random.below(16) {
                0 | 1 if depth < 4 => self.branch(depth),
                2 if depth < 3 => self.repeat(depth),
                3 if depth < 4 => self.protected_call(),
                4 if depth < 4 => self.switch(depth),
                5 => self.effect(),
                6 | 7 => self.load(),
                8 => self.float_op(),
                _ => self.int_op(),
            }
        }
    }

    fn int_op(&mut self) {
        let ty = self.random.pick(&[Type::I32, Type::I64]);
        let (a, b) = (self.of(ty), self.of(ty));
        match self.random.below(8) {
            0 => {
                let op = self.random.pick(&[Op::AddOvf, Op::SubOvf, Op::MulOvf]);
                self.push(op, &[], &[a, b]);
            }
            1 => {
                let ops = [Op::Eq, Op::Ne, Op::LtS, Op::LeS, Op::LtU, Op::LeU];
                let op = self.random.pick(&ops);
                self.push(op, &[], &[a, b]);
            }
            2 => {
                let op = self.random.pick(&[Op::Shl, Op::ShrS, Op::ShrU]);
                self.push(op, &[], &[a, b]);
            }
            3 => {
                let one = self.builder.iconst(ty, 1);
                let divisor = self.builder.value(Op::Or, &[], &[b, one]);
                let op = self.random.pick(&[Op::DivS, Op::DivU, Op::RemS, Op::RemU]);
                self.push(op, &[], &[a, divisor]);
            }
            4 => {
                let ops = [
                    Op::Neg,
                    Op::Not,
                    Op::Clz,
                    Op::Ctz,
                    Op::Popcnt,
                    Op::Sext8,
                    Op::Sext16,
                ];
                let op = self.random.pick(&ops);
                self.push(op, &[], &[a]);
            }
            5 => {
                let cond = self.of(Type::I1);
                self.push(Op::Select, &[], &[cond, a, b]);
            }
            6 => {
                let small = self.of(Type::I32);
                let op = self.random.pick(&[Op::Sext, Op::Zext, Op::IntToFloat]);
                self.push(op, &[], &[small]);
                let wide = self.of(Type::I64);
                let op = self.random.pick(&[Op::Trunc, Op::IntToFloat]);
                self.push(op, &[], &[wide]);
            }
            _ => {
                let op = self
                    .random
                    .pick(&[Op::Add, Op::Sub, Op::Mul, Op::And, Op::Or, Op::Xor]);
                self.push(op, &[], &[a, b]);
            }
        }
    }

    fn float_op(&mut self) {
        let (a, b) = (self.of(Type::F64), self.of(Type::F64));
        match self.random.below(4) {
            0 => {
                let op = self.random.pick(&[Op::Feq, Op::Fne, Op::Flt, Op::Fle]);
                self.push(op, &[], &[a, b]);
            }
            1 => {
                let ops = [
                    Op::Fneg,
                    Op::Fabs,
                    Op::Fsqrt,
                    Op::Ffloor,
                    Op::Fceil,
                    Op::Ftrunc,
                ];
                let op = self.random.pick(&ops);
                self.push(op, &[], &[a]);
            }
            2 => self.push(Op::FloatToInt, &[], &[a]),
            _ => {
                let op = self.random.pick(&[Op::Fadd, Op::Fsub, Op::Fmul, Op::Fdiv]);
                self.push(op, &[], &[a, b]);
            }
        }
    }

    /// An index from 0 to 7.
    fn index(&mut self) -> Value {
        let value = self.of(Type::I32);
        let seven = self.builder.iconst(Type::I32, 7);
        self.builder.value(Op::And, &[], &[value, seven])
    }

    fn load(&mut self) {
        match self.random.below(4) {
            0 => {
                let array = self.of(self.world.longs);
                let index = self.index();
                self.push(Op::ArrGet, &[], &[array, index]);
            }
            1 => {
                let array = self.of(self.world.bytes);
                let index = self.index();
                let op = self.random.pick(&[Op::ArrGet, Op::ArrGetU]);
                self.push(op, &[], &[array, index]);
            }
            2 => {
                let ctx = self.builder.value(Op::Ctx, &[], &[]);
                self.push(Op::FieldGet, &[Imm::Field(self.world.state)], &[ctx]);
            }
            _ => {
                let point = self.of(Type::Ref(self.world.point, false));
                let (field, _) = self.random.pick(&self.world.fields);
                self.push(Op::FieldGet, &[Imm::Field(field)], &[point]);
            }
        }
    }

    fn effect(&mut self) {
        match self.random.below(5) {
            0 => {
                let array = self.of(self.world.longs);
                let (index, value) = (self.index(), self.of(Type::I64));
                self.builder
                    .inst(Op::ArrSet, &[], &[array, index, value], &[]);
            }
            1 => {
                let array = self.of(self.world.bytes);
                let (index, value) = (self.index(), self.of(Type::I32));
                self.builder
                    .inst(Op::ArrSet, &[], &[array, index, value], &[]);
            }
            2 => {
                let ctx = self.builder.value(Op::Ctx, &[], &[]);
                let value = self.any_as_i64();
                self.builder.field_set(self.world.state, ctx, value);
            }
            3 => {
                // An even number: does not throw.
                let value = self.any_as_i64();
                let even = self.builder.iconst(Type::I32, 4);
                let float = self.of(Type::F64);
                let result = self.builder.call(self.funcs[0], &[value, even, float]);
                self.scope.extend(result);
            }
            _ => {
                let point = self.of(Type::Ref(self.world.point, false));
                let (field, ty) = self.random.pick(&self.world.fields);
                let value = self.of(ty);
                self.builder.field_set(field, point, value);
            }
        }
    }

    /// Values to hand to a join, of the types of its parameters.
    fn args(&mut self, types: &[Type]) -> Vec<Value> {
        types.iter().map(|&ty| self.of(ty)).collect()
    }

    fn join(&mut self) -> (Block, Vec<Type>) {
        let types: Vec<Type> = (0..self.random.below(4)).map(|_| self.scalar()).collect();
        let block = self.builder.block();
        for &ty in &types {
            self.builder.block_param(block, ty);
        }
        (block, types)
    }

    fn enter(&mut self, block: Block, outer: usize) {
        self.builder.switch_to(block);
        self.scope.truncate(outer);
        let params = self.builder.func.blocks[block].params.clone();
        self.scope.extend(params);
    }

    fn branch(&mut self, depth: usize) {
        let outer = self.scope.len();
        let (join, types) = self.join();
        let cond = self.of(Type::I1);
        let then = self.builder.block();
        // Sometimes a critical edge straight to the join.
        let direct = self.random.one_in(2);
        let other = if direct { join } else { self.builder.block() };
        let args = if direct {
            self.args(&types)
        } else {
            Vec::new()
        };
        if self.random.one_in(2) {
            self.builder
                .br_if(cond, edge(then, &[]), edge(other, &args));
        } else {
            self.builder
                .br_if(cond, edge(other, &args), edge(then, &[]));
        }
        let arms = if direct {
            vec![then]
        } else {
            vec![then, other]
        };
        for arm in arms {
            self.enter(arm, outer);
            self.statements(depth + 1);
            let args = self.args(&types);
            self.builder.jump(join, &args);
        }
        self.enter(join, outer);
    }

    fn switch(&mut self, depth: usize) {
        let outer = self.scope.len();
        let (join, types) = self.join();
        let scrutinee = self.of(Type::I32);
        let arm = self.builder.block();
        let mut targets = vec![edge(arm, &[])];
        let cases: Vec<i32> = (0..3)
            .map(|i| if self.random.one_in(3) { i * 1000 } else { i })
            .collect();
        let mut cases = cases;
        cases.dedup();
        for _ in &cases {
            let args = self.args(&types);
            targets.push(edge(join, &args));
        }
        self.builder
            .inst(Op::Switch, &[Imm::Cases(cases)], &[scrutinee], &targets);
        self.enter(arm, outer);
        self.statements(depth + 1);
        let args = self.args(&types);
        self.builder.jump(join, &args);
        self.enter(join, outer);
    }

    /// A loop of a few rounds; the carried values change places.
    fn repeat(&mut self, depth: usize) {
        let outer = self.scope.len();
        let types: Vec<Type> = (0..1 + self.random.below(3))
            .map(|_| self.scalar())
            .collect();
        let (head, body, exit) = (
            self.builder.block(),
            self.builder.block(),
            self.builder.block(),
        );
        let counter = self.builder.block_param(head, Type::I32);
        for &ty in &types {
            self.builder.block_param(head, ty);
        }
        let zero = self.builder.iconst(Type::I32, 0);
        let mut args = self.args(&types);
        args.insert(0, zero);
        self.builder.jump(head, &args);
        self.enter(head, outer);
        let rounds = 1 + self.random.below(4) as i64;
        let limit = self.builder.iconst(Type::I32, rounds);
        let go = self.builder.value(Op::LtS, &[], &[counter, limit]);
        self.builder.br_if(go, edge(body, &[]), edge(exit, &[]));
        let inner = self.scope.len();
        self.enter(body, inner);
        self.statements(depth + 1);
        let one = self.builder.iconst(Type::I32, 1);
        let next = self.builder.value(Op::Add, &[], &[counter, one]);
        let mut args = self.args(&types);
        args.insert(0, next);
        self.builder.jump(head, &args);
        self.enter(exit, inner);
    }

    /// A call that may throw; both ways lead to one join.
    fn protected_call(&mut self) {
        let outer = self.scope.len();
        let (join, types) = self.join();
        let (normal, caught) = (self.builder.block(), self.builder.block());
        let result = self.builder.block_param(normal, Type::I64);
        let error = self
            .builder
            .block_param(caught, Type::Ref(self.world.error, false));
        let extra: Vec<Type> = (0..self.random.below(3)).map(|_| self.scalar()).collect();
        for &ty in &extra {
            self.builder.block_param(normal, ty);
            self.builder.block_param(caught, ty);
        }
        let callee = self.random.pick(self.funcs);
        let args = self.args(&[Type::I64, Type::I32, Type::F64]);
        let (to_normal, to_caught) = (self.args(&extra), self.args(&extra));
        let targets = [edge(normal, &to_normal), edge(caught, &to_caught)];
        self.builder
            .inst(Op::TryCall, &[Imm::Func(callee)], &args, &targets);
        self.enter(normal, outer);
        self.scope.push(result);
        let args = self.args(&types);
        self.builder.jump(join, &args);
        self.enter(caught, outer);
        self.scope.retain(|&v| v != error);
        let value = self.builder.field_get(self.world.error_value, error);
        self.scope.push(value);
        let args = self.args(&types);
        self.builder.jump(join, &args);
        self.enter(join, outer);
    }
}

/// Three calls of every function, with the interpreter's answers. State carries over from line to line.
pub fn lines(module: &Module, seed: u64) -> Vec<RunLine> {
    let mut random = Random::new(!seed);
    let mut host = NoHost;
    let mut interp = Interp::new(module, &mut host);
    let mut lines = Vec::new();
    for func in module
        .funcs
        .keys()
        .filter(|f| module.funcs[*f].name.starts_with('f'))
    {
        for _ in 0..3 {
            let args = vec![
                Scalar::I64(random.int()),
                Scalar::I32(random.int() as i32),
                Scalar::F64(random.int() as f64 / 4.0),
            ];
            let expect = match interp.call(func, &args) {
                Outcome::Return(Some(Scalar::I64(value))) => Expect::Int(value),
                Outcome::Throw { class, .. } => Expect::Throws(module.classes[class].name.clone()),
                other => panic!("@{}: {other:?}", module.funcs[func].name),
            };
            let line = lines.len() as u32 + 1;
            lines.push(RunLine {
                line,
                func,
                args,
                expect,
            });
        }
    }
    lines
}

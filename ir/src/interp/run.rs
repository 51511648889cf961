//! The loop: one arm an op.

use std::rc::Rc;

use super::code::{Code, Ins, Width};
use super::heap::{Items, Object};
use super::{Frame, HostArg, HostValue, Interp, Outcome};
use crate::entity::*;
use crate::function::TrapCode;
use crate::module::{ConstValue, FrozenBody};
use crate::op::Op;
use crate::types::{Storage, Type};

/// Frames beyond which the program is stopped whatever it asked of `stack_low`.
const MAX_FRAMES: usize = 1 << 18;

/// What an instruction that did not simply go on wants.
pub(super) enum Stop {
    Trap(TrapCode),
    End(Outcome),
}

pub(super) type Step<T> = Result<T, Stop>;

fn trap<T>(code: TrapCode) -> Step<T> {
    Err(Stop::Trap(code))
}

impl Interp<'_> {
    pub(super) fn run(&mut self, func: FuncId, args: &[u64]) -> Outcome {
        if let Err(Stop::Trap(code)) = self.enter(func, args.iter().copied(), 0) {
            return self.trapped(code);
        }
        loop {
            let result = self.run_frame();
            match result {
                Ok(()) => {}
                Err(Stop::Trap(code)) => return self.trapped(code),
                Err(Stop::End(outcome)) => return outcome,
            }
        }
    }

    fn trapped(&self, code: TrapCode) -> Outcome {
        let frames = self.frames.iter().rev().take(32);
        let trace = frames.map(|f| {
            let loc = f.code.locs.get(f.pc.wrapping_sub(1));
            (f.func, loc.copied().unwrap_or_default())
        });
        Outcome::Trap {
            code,
            trace: trace.collect(),
        }
    }

    fn code(&mut self, func: FuncId) -> Rc<Code> {
        if let Some(code) = &self.codes[func.index()] {
            return code.clone();
        }
        let body = &self.module.funcs[func];
        assert!(!body.is_declaration(), "@{} has no body", body.name);
        let code = Rc::new(super::decode::decode(self.module, &self.world, body));
        self.codes[func.index()] = Some(code.clone());
        code
    }

    /// A frame whose registers start at `base`.
    fn enter(&mut self, func: FuncId, args: impl Iterator<Item = u64>, base: usize) -> Step<()> {
        if self.frames.len() >= MAX_FRAMES {
            return trap(TrapCode::Memory);
        }
        let code = self.code(func);
        let end = base + code.n_regs as usize;
        if self.stack.len() < end {
            self.stack.resize(end.next_power_of_two(), 0);
        }
        self.stack[base..base + code.n_refs as usize].fill(0);
        for (&reg, word) in code.params.iter().zip(args) {
            self.stack[base + reg as usize] = word;
        }
        self.frames.push(Frame {
            func,
            code,
            pc: 0,
            base,
        });
        Ok(())
    }

    /// Runs the innermost frame until it calls, returns or stops.
    fn run_frame(&mut self) -> Step<()> {
        let frame = self.frames.last().expect("a frame runs");
        let code = frame.code.clone();
        let base = frame.base;
        let mut pc = frame.pc;
        loop {
            let ins = &code.ins[pc];
            pc += 1;
            if let Some(fuel) = &mut self.fuel {
                if *fuel == 0 {
                    return Err(Stop::End(Outcome::OutOfFuel));
                }
                *fuel -= 1;
            }
            let a = self.stack.get(base + ins.a as usize).copied().unwrap_or(0);
            let b = self.stack.get(base + ins.b as usize).copied().unwrap_or(0);
            let dst = base + ins.dst as usize;
            match ins.op {
                Op::Jump => {
                    pc = self.take_edge(&code, ins.x, base, 0);
                    continue;
                }
                Op::BrIf => {
                    let edge = if a != 0 { ins.x } else { ins.imm as u32 };
                    pc = self.take_edge(&code, edge, base, 0);
                    continue;
                }
                Op::Switch => {
                    let table = &code.switches[ins.x as usize];
                    let edge = table.get(&(a as i32)).copied().unwrap_or(ins.b);
                    pc = self.take_edge(&code, edge, base, 0);
                    continue;
                }
                _ => {}
            }
            // Traps and calls need to know where they stand.
            if let Some(word) = arithmetic(ins, a, b) {
                self.stack[dst] = word;
                continue;
            }
            self.frames.last_mut().expect("a frame runs").pc = pc;
            match ins.op {
                Op::Call | Op::TryCall => return self.call_func(&code, ins, base, FuncId(ins.x)),
                Op::CallVirtual | Op::TryCallVirtual => {
                    let func = self.virtual_target(a, ins.x)?;
                    return self.call_func(&code, ins, base, func);
                }
                Op::CallRef | Op::TryCallRef => {
                    if a == 0 {
                        return trap(TrapCode::Null);
                    }
                    let shifted = Ins {
                        b: ins.b + 1,
                        c: ins.c - 1,
                        ..*ins
                    };
                    return self.call_func(&code, &shifted, base, FuncId(a as u32 - 1));
                }
                Op::Return => return self.leave((ins.imm != 0).then_some(a)),
                Op::ExcReturn => {
                    let sig = self.module.funcs[self.frames.last().expect("frame").func].sig;
                    return self.leave(self.module.sigs[sig].result.map(|_| 0));
                }
                Op::Throw => return self.unwind(a as u32),
                _ => self.other(&code, ins, base, a, b)?,
            }
        }
    }

    fn take_edge(&mut self, code: &Code, edge: u32, base: usize, implicit: u64) -> usize {
        let edge = &code.edges[edge as usize];
        let regs = &mut self.stack[base..];
        if edge.overlaps {
            let words: Vec<u64> = edge.moves.iter().map(|m| regs[m.0 as usize]).collect();
            for (m, word) in edge.moves.iter().zip(words) {
                regs[m.1 as usize] = word;
            }
        } else {
            for m in &edge.moves {
                regs[m.1 as usize] = regs[m.0 as usize];
            }
        }
        if let Some(reg) = edge.implicit {
            regs[reg as usize] = implicit;
        }
        edge.pc as usize
    }

    fn virtual_target(&self, receiver: u64, slot: u32) -> Step<FuncId> {
        let Some(class) = self.heap.class_of(receiver as u32) else {
            return trap(TrapCode::Null);
        };
        let target = self.world.vtables[class as usize][slot as usize];
        Ok(target.expect("a concrete class implements its slots"))
    }

    fn call_func(&mut self, code: &Code, ins: &Ins, base: usize, func: FuncId) -> Step<()> {
        let args = &code.pool[ins.b as usize..(ins.b + ins.c) as usize];
        let words: smallvec::SmallVec<[u64; 8]> = args
            .iter()
            .map(|&r| self.stack[base + r as usize])
            .collect();
        self.enter(func, words.into_iter(), base + code.n_regs as usize)
    }

    /// Back to the caller, with the result.
    fn leave(&mut self, result: Option<u64>) -> Step<()> {
        let frame = self.frames.pop().expect("a frame runs");
        let Some(caller) = self.frames.last() else {
            if self.pending != 0 {
                let object = std::mem::take(&mut self.pending);
                return Err(Stop::End(self.thrown(object)));
            }
            let ty = self.module.sigs[self.module.funcs[frame.func].sig].result;
            let scalar = ty.zip(result).map(|(ty, word)| self.scalar(word, ty));
            return Err(Stop::End(Outcome::Return(scalar)));
        };
        let (code, base) = (caller.code.clone(), caller.base);
        let ins = &code.ins[caller.pc - 1];
        let word = result.unwrap_or(0);
        if ins.op.is_try_call() {
            let pc = self.take_edge(&code, ins.imm as u32, base, word);
            self.frames.last_mut().expect("caller").pc = pc;
        } else if ins.imm != 0 {
            self.stack[base + ins.dst as usize] = word;
        }
        Ok(())
    }

    /// To the nearest `try_` call above; the running frame and those without one are left.
    fn unwind(&mut self, object: u32) -> Step<()> {
        self.frames.pop();
        while let Some(frame) = self.frames.last() {
            let (code, base) = (frame.code.clone(), frame.base);
            let ins = &code.ins[frame.pc - 1];
            if ins.op.is_try_call() {
                let pc = self.take_edge(&code, ins.imm as u32 + 1, base, u64::from(object));
                self.frames.last_mut().expect("caller").pc = pc;
                return Ok(());
            }
            self.frames.pop();
        }
        Err(Stop::End(self.thrown(object)))
    }

    fn thrown(&self, object: u32) -> Outcome {
        match self.class_of(object) {
            Some(class) => Outcome::Throw { class, object },
            None => self.trapped(TrapCode::Null),
        }
    }

    // ---- allocation

    /// Collects if it is time to. The new object must not exist yet: no register holds it.
    pub(super) fn make_room(&mut self, more: usize) {
        if self.heap.wants_collection(more) {
            self.collect();
        }
    }

    fn collect(&mut self) {
        let stack = &self.stack;
        let mut refs = vec![self.context, self.pending];
        for frame in &self.frames {
            let func = &self.module.funcs[frame.func];
            let regs = frame.code.live_refs(func, frame.pc - 1);
            refs.extend(regs.iter().map(|&r| stack[frame.base + r as usize] as u32));
        }
        self.heap.collect(refs.into_iter(), &self.world.ref_fields);
    }

    pub(super) fn new_instance(&mut self, class: ClassId) -> u32 {
        let fields = vec![0; self.world.n_fields[class.index()]].into_boxed_slice();
        self.make_room(16 + fields.len() * 8);
        self.heap.push(Object::Instance {
            class: class.0,
            fields,
        })
    }

    pub(super) fn new_array(&mut self, array: ArrayId, items: Items) -> u32 {
        self.heap.push(Object::Array {
            array: array.0,
            items,
        })
    }

    /// Zeroed elements; `None` when memory cannot hold them.
    fn zeroed(&mut self, array: ArrayId, n: usize) -> Option<Items> {
        let storage = self.module.arrays[array];
        let size = match storage {
            Storage::I8 | Storage::Value(Type::I1) => 1,
            Storage::I16 => 2,
            Storage::F32 | Storage::Value(Type::I32) => 4,
            _ => 8,
        };
        self.make_room(n * size);
        if !self.heap.has_room(n * size) {
            return None;
        }
        Some(match storage {
            Storage::I8 => Items::I8(vec![0; n]),
            Storage::I16 => Items::I16(vec![0; n]),
            Storage::F32 => Items::F32(vec![0.0; n]),
            Storage::Value(Type::I1) => Items::Bool(vec![0; n]),
            Storage::Value(Type::I32) => Items::I32(vec![0; n]),
            Storage::Value(Type::I64) => Items::I64(vec![0; n]),
            Storage::Value(Type::F64) => Items::F64(vec![0.0; n]),
            Storage::Value(ty) if ty.is_traced() => Items::Refs(vec![0; n]),
            Storage::Value(_) => Items::Words(vec![0; n]),
        })
    }

    /// Makes the frozen objects: all of them first, since they refer to each other in any order.
    pub(super) fn thaw(&mut self) {
        let module = self.module;
        for frozen in module.frozen.values() {
            let object = match &frozen.body {
                FrozenBody::Object { class, .. } => self.new_instance(*class),
                FrozenBody::Array { array, items } => {
                    let items = self.zeroed(*array, items.len());
                    self.new_array(*array, items.expect("frozen array fits"))
                }
            };
            self.frozen.push(object);
            self.heap.roots.push(object);
        }
        for (id, frozen) in module.frozen.iter() {
            let object = self.frozen[id.index()];
            match &frozen.body {
                FrozenBody::Object { fields, .. } => {
                    for &(field, value) in fields {
                        let word = stored(self.const_word(value), module.fields[field].storage);
                        let index = self.world.field_index[field.index()] as usize;
                        self.heap.fields_mut(object).expect("instance")[index] = word;
                    }
                }
                FrozenBody::Array { items, .. } => {
                    for (i, &value) in items.iter().enumerate() {
                        let word = self.const_word(value);
                        self.heap.items_mut(object).expect("array").set(i, word);
                    }
                }
            }
        }
    }

    fn const_word(&mut self, value: ConstValue) -> u64 {
        match value {
            ConstValue::Int(v) => v as u64,
            ConstValue::Float(v) => v.to_bits(),
            ConstValue::Null => 0,
            ConstValue::Frozen(id) => u64::from(self.frozen[id.index()]),
            ConstValue::Data(id) => u64::from(self.data_object(id)),
            ConstValue::Func(id) => u64::from(id.0) + 1,
            ConstValue::Class(id) => u64::from(id.0) + 1,
        }
    }

    fn data_object(&mut self, id: DataId) -> u32 {
        if self.data[id.index()] == 0 {
            let array = self.module.find_array(Storage::I8);
            let array = array.unwrap_or(ArrayId(u32::MAX));
            let bytes = self.module.data[id].bytes.clone();
            let object = self.new_array(array, Items::I8(bytes));
            self.heap.roots.push(object);
            self.data[id.index()] = object;
        }
        self.data[id.index()]
    }

    // ---- everything that is not arithmetic, not a branch and not a call

    fn other(&mut self, code: &Code, ins: &Ins, base: usize, a: u64, b: u64) -> Step<()> {
        let dst = base + ins.dst as usize;
        let object = a as u32;
        let word = match ins.op {
            Op::DataRef => u64::from(self.data_object(DataId(ins.x))),
            Op::FrozenRef => u64::from(self.frozen[ins.x as usize]),
            Op::FuncRef | Op::ClassRef => u64::from(ins.x) + 1,
            Op::DivS | Op::DivU | Op::RemS | Op::RemU => divide(ins, a, b)?,
            Op::AddOvf | Op::SubOvf | Op::MulOvf => {
                let (word, overflow) = overflowing(ins, a, b);
                self.stack[base + ins.c as usize] = u64::from(overflow);
                word
            }
            Op::Index => match i32::try_from(a as i64) {
                Ok(_) => a,
                Err(_) => return trap(TrapCode::Bounds),
            },
            Op::Select => match a {
                0 => self.stack[base + ins.c as usize],
                _ => b,
            },
            Op::New => u64::from(self.new_instance(ClassId(ins.x))),
            Op::NewImm => {
                let object = self.new_instance(ClassId(ins.x));
                self.heap.fields_mut(object).expect("instance")[0] = a;
                u64::from(object)
            }
            Op::FieldGet => match self.heap.fields(object) {
                Some(fields) => fields[ins.x as usize],
                None => return trap(TrapCode::Null),
            },
            Op::FieldSet => {
                let word = narrowed(b, ins.width);
                match self.heap.fields_mut(object) {
                    Some(fields) => fields[ins.x as usize] = word,
                    None => return trap(TrapCode::Null),
                }
                return Ok(());
            }
            Op::ClassConst => {
                let class = ClassId(self.dynamic_class(object)?);
                let value = self.module.find_const(class, ClassConstId(ins.x));
                self.const_word(value.expect("a concrete class gives its constants"))
            }
            Op::ClassOf => u64::from(self.dynamic_class(object)?) + 1,
            Op::ClsSubclass => u64::from(self.world.is_subclass(a as u32 - 1, b as u32 - 1)),
            Op::IsInstance => u64::from(
                (self.heap.class_of(object)).is_some_and(|c| self.world.is_subclass(c, ins.x)),
            ),
            Op::IsArray => u64::from(self.is_array(object, ins.x)),
            Op::Cast | Op::CastUnchecked => {
                if !self.is_of_type(a, code.types[ins.x as usize]) {
                    return trap(TrapCode::Cast);
                }
                a
            }
            Op::NonNull if a == 0 => return trap(TrapCode::Null),
            Op::NonNull => a,
            Op::ArrNew | Op::ArrTryNew => self.allocate_array(ins, a as i32)?,
            Op::ArrLen
            | Op::ArrGet
            | Op::ArrGetU
            | Op::ArrSet
            | Op::ArrGetUnchecked
            | Op::ArrSetUnchecked
            | Op::ArrCopy
            | Op::ArrFill
            | Op::ArrEqual
            | Op::ArrCompare
            | Op::ArrFind8 => match self.array_op(code, ins, base)? {
                Some(word) => word,
                None => return Ok(()),
            },
            Op::CallExtern => {
                let word = self.call_extern(code, ins, base)?;
                if ins.imm == 0 {
                    return Ok(());
                }
                word
            }
            Op::Trap => return trap(TrapCode::ALL[ins.x as usize].0),
            Op::Unreachable => return trap(TrapCode::Unreachable),
            Op::ExcSet => {
                self.pending = object;
                return Ok(());
            }
            Op::ExcPending => u64::from(self.pending != 0),
            Op::ExcTake => match std::mem::take(&mut self.pending) {
                0 => return trap(TrapCode::Unreachable),
                object => u64::from(object),
            },
            _ => return self.runtime(ins, dst, a),
        };
        self.stack[dst] = word;
        Ok(())
    }

    fn runtime(&mut self, ins: &Ins, dst: usize, a: u64) -> Step<()> {
        let object = a as u32;
        let word = match ins.op {
            Op::Ctx => u64::from(self.context),
            Op::Safepoint => u64::from(self.interrupt),
            Op::StackLow => u64::from(self.frames.len() >= self.stack_limit),
            Op::IdentityHash | Op::UniqueId | Op::WeakNew if object == 0 => {
                return trap(TrapCode::Null);
            }
            Op::IdentityHash => self.heap.identity_hash(object) as u64,
            Op::UniqueId => self.heap.unique_id(object) as u64,
            Op::WeakNew => {
                self.make_room(16);
                u64::from(self.heap.push(Object::Weak(object)))
            }
            Op::WeakGet => match self.heap.get(object) {
                Object::Weak(target) => u64::from(*target),
                _ => return trap(TrapCode::Null),
            },
            Op::FinalizerRegister => {
                self.heap.register_finalizer(object);
                return Ok(());
            }
            Op::FinalizerNext => u64::from(self.heap.next_dead()),
            Op::GcCollect => {
                self.collect();
                return Ok(());
            }
            Op::GcStat => self.heap.stat(a as i32) as u64,
            Op::GcPressure | Op::KeepAlive => return Ok(()),
            Op::Promote => a,
            op => unreachable!("{} is handled elsewhere", op.name()),
        };
        self.stack[dst] = word;
        Ok(())
    }

    fn dynamic_class(&self, object: u32) -> Step<u32> {
        match self.heap.class_of(object) {
            Some(class) => Ok(class),
            None => trap(TrapCode::Null),
        }
    }

    fn is_array(&self, object: u32, wanted: u32) -> bool {
        matches!(self.heap.get(object), Object::Array { array, .. } if *array == wanted)
    }

    fn is_of_type(&self, word: u64, ty: Type) -> bool {
        if word == 0 {
            return ty.is_nullable();
        }
        let object = word as u32;
        match ty {
            Type::Ref(class, _) => {
                let dynamic = self.heap.class_of(object);
                dynamic.is_some_and(|c| self.world.is_subclass(c, class.0))
            }
            Type::Arr(array, _) => self.is_array(object, array.0),
            _ => true,
        }
    }

    fn allocate_array(&mut self, ins: &Ins, n: i32) -> Step<u64> {
        let array = ArrayId(ins.x);
        let (items, code) = match usize::try_from(n) {
            Ok(n) => (self.zeroed(array, n), TrapCode::Memory),
            Err(_) => (None, TrapCode::Bounds),
        };
        match items {
            Some(items) => Ok(u64::from(self.new_array(array, items))),
            None if ins.op == Op::ArrTryNew => Ok(0),
            None => trap(code),
        }
    }

    // ---- externs

    fn call_extern(&mut self, code: &Code, ins: &Ins, base: usize) -> Step<u64> {
        let row = &self.module.externs[ExternId(ins.x)];
        let sig = &self.module.sigs[row.sig];
        let number = match self.externs[ins.x as usize] {
            Some(number) => number,
            None => match self.host.resolve(&row.name, sig) {
                Some(number) => {
                    self.externs[ins.x as usize] = Some(number);
                    number
                }
                None => return Err(Stop::End(Outcome::UnknownExtern(row.name.clone()))),
            },
        };
        let regs = &code.pool[ins.b as usize..(ins.b + ins.c) as usize];
        let words: Vec<u64> = regs
            .iter()
            .map(|&r| self.stack[base + r as usize])
            .collect();
        let mut args: Vec<HostArg> = Vec::with_capacity(words.len());
        for (i, (&word, &ty)) in words.iter().zip(&sig.params).enumerate() {
            let lent = words[..i]
                .iter()
                .position(|&w| w == word && ty.is_traced() && w != 0);
            let arg = match lent.map(|at| &args[at]) {
                Some(HostArg::Bytes(v)) => HostArg::Bytes(v.clone()),
                Some(HostArg::Longs(v)) => HostArg::Longs(v.clone()),
                _ => self.lend(word, ty),
            };
            args.push(arg);
        }
        let result = self.host.call(number, &mut args);
        for (i, (arg, &word)) in args.into_iter().zip(&words).enumerate() {
            if !words[..i].contains(&word) || word == 0 {
                self.take_back(word as u32, arg);
            }
        }
        self.host_word(result, sig.result)
    }

    fn lend(&mut self, word: u64, ty: Type) -> HostArg {
        match ty {
            Type::I1 => HostArg::I1(word != 0),
            Type::I32 => HostArg::I32(word as i32),
            Type::I64 => HostArg::I64(word as i64),
            Type::F64 => HostArg::F64(f64::from_bits(word)),
            Type::Handle(_) => HostArg::Handle(match self.heap.get(word as u32) {
                Object::Handle(handle) => Some(handle.clone()),
                _ => None,
            }),
            _ => match self.heap.items_mut(word as u32) {
                Some(Items::I8(v)) => HostArg::Bytes(Some(std::mem::take(v))),
                Some(Items::I64(v)) => HostArg::Longs(Some(std::mem::take(v))),
                _ => HostArg::Bytes(None),
            },
        }
    }

    fn take_back(&mut self, object: u32, arg: HostArg) {
        match (arg, object) {
            (HostArg::Bytes(Some(bytes)), object) if object != 0 => {
                if let Some(Items::I8(v)) = self.heap.items_mut(object) {
                    *v = bytes;
                }
            }
            (HostArg::Longs(Some(longs)), object) if object != 0 => {
                if let Some(Items::I64(v)) = self.heap.items_mut(object) {
                    *v = longs;
                }
            }
            _ => {}
        }
    }

    fn host_word(&mut self, value: HostValue, ty: Option<Type>) -> Step<u64> {
        let array = match ty {
            Some(Type::Arr(array, _)) => array,
            _ => ArrayId(u32::MAX),
        };
        Ok(match value {
            HostValue::Void => 0,
            HostValue::I1(v) => u64::from(v),
            HostValue::I32(v) => i64::from(v) as u64,
            HostValue::I64(v) => v as u64,
            HostValue::F64(v) => v.to_bits(),
            HostValue::Bytes(None) | HostValue::Longs(None) | HostValue::Handle(None) => 0,
            HostValue::Bytes(Some(v)) => {
                self.make_room(v.len());
                u64::from(self.new_array(array, Items::I8(v)))
            }
            HostValue::Longs(Some(v)) => {
                self.make_room(v.len() * 8);
                u64::from(self.new_array(array, Items::I64(v)))
            }
            HostValue::Handle(Some(handle)) => u64::from(self.heap.push(Object::Handle(handle))),
            HostValue::Exit(code) => return Err(Stop::End(Outcome::Exit(code))),
        })
    }
}

/// A value cut to its storage and widened again.
fn narrowed(word: u64, width: Width) -> u64 {
    match width {
        Width::I8 => i64::from(word as i8) as u64,
        Width::I16 => i64::from(word as i16) as u64,
        Width::F32 => f64::from(f64::from_bits(word) as f32).to_bits(),
        _ => word,
    }
}

fn stored(word: u64, storage: Storage) -> u64 {
    match storage {
        Storage::I8 => narrowed(word, Width::I8),
        Storage::I16 => narrowed(word, Width::I16),
        Storage::F32 => narrowed(word, Width::F32),
        Storage::Value(_) => word,
    }
}

/// i32 results are kept sign-extended, so that equal values are equal words.
fn wrap(width: Width, word: u64) -> u64 {
    match width {
        Width::I32 => i64::from(word as i32) as u64,
        Width::Bool => word & 1,
        _ => word,
    }
}

fn float(word: u64) -> f64 {
    f64::from_bits(word)
}

/// The word that an op on constant scalars gives; `None` for ops that have effects, may trap or are about objects.
/// `ty` is the type of the first operand.
pub(crate) fn fold(op: Op, ty: Type, a: u64, b: u64) -> Option<u64> {
    let ins = Ins {
        op,
        width: match ty {
            Type::I1 => Width::Bool,
            Type::I32 => Width::I32,
            _ => Width::Whole,
        },
        dst: 0,
        a: 0,
        b: 0,
        c: 0,
        x: 0,
        imm: 0,
    };
    if matches!(op, Op::DivS | Op::DivU | Op::RemS | Op::RemU) {
        return divide(&ins, a, b).ok();
    }
    arithmetic(&ins, a, b)
}

/// Ops without effects and traps on scalars; `None` for all others.
fn arithmetic(ins: &Ins, a: u64, b: u64) -> Option<u64> {
    let width = ins.width;
    let narrow = width == Width::I32;
    let (x, y) = (a as i64, b as i64);
    let bits = if narrow { 32 } else { 64 };
    let unsigned = |v: u64| if narrow { u64::from(v as u32) } else { v };
    let count = b as u32 & (bits - 1);
    Some(match ins.op {
        Op::Iconst | Op::Fconst => ins.imm as u64,
        Op::Null => 0,
        Op::Add => wrap(width, a.wrapping_add(b)),
        Op::Sub => wrap(width, a.wrapping_sub(b)),
        Op::Mul => wrap(width, a.wrapping_mul(b)),
        Op::Neg => wrap(width, a.wrapping_neg()),
        Op::And => a & b,
        Op::Or => a | b,
        Op::Xor => a ^ b,
        Op::Not => wrap(width, !a),
        Op::Shl => wrap(width, a << count),
        Op::ShrS => wrap(width, (x >> count) as u64),
        Op::ShrU => wrap(width, unsigned(a) >> count),
        Op::Clz => u64::from(unsigned(a).leading_zeros() - (64 - bits)),
        Op::Ctz => u64::from(unsigned(a).trailing_zeros().min(bits)),
        Op::Popcnt => u64::from(unsigned(a).count_ones()),
        Op::MulHiS => ((i128::from(x) * i128::from(y)) >> 64) as u64,
        Op::MulHiU => ((u128::from(a) * u128::from(b)) >> 64) as u64,
        Op::Eq | Op::RefEq | Op::ClsEq => u64::from(a == b),
        Op::Ne => u64::from(a != b),
        Op::LtS => u64::from(x < y),
        Op::LeS => u64::from(x <= y),
        Op::LtU => u64::from(unsigned(a) < unsigned(b)),
        Op::LeU => u64::from(unsigned(a) <= unsigned(b)),
        Op::Sext8 => i64::from(a as i8) as u64,
        Op::Sext16 => i64::from(a as i16) as u64,
        Op::Sext => a,
        Op::Zext => u64::from(a as u32),
        Op::Trunc => i64::from(a as i32) as u64,
        Op::BoolToInt => a,
        Op::Fadd => (float(a) + float(b)).to_bits(),
        Op::Fsub => (float(a) - float(b)).to_bits(),
        Op::Fmul => (float(a) * float(b)).to_bits(),
        Op::Fdiv => (float(a) / float(b)).to_bits(),
        Op::Fneg => a ^ (1 << 63),
        Op::Fabs => a & !(1 << 63),
        Op::Fsqrt => float(a).sqrt().to_bits(),
        Op::Ffloor => float(a).floor().to_bits(),
        Op::Fceil => float(a).ceil().to_bits(),
        Op::Ftrunc => float(a).trunc().to_bits(),
        Op::Frint => float(a).round_ties_even().to_bits(),
        Op::Fcopysign => (a & !(1 << 63)) | (b & (1 << 63)),
        Op::Feq => u64::from(float(a) == float(b)),
        Op::Fne => u64::from(float(a) != float(b)),
        Op::Flt => u64::from(float(a) < float(b)),
        Op::Fle => u64::from(float(a) <= float(b)),
        Op::IntToFloat => (x as f64).to_bits(),
        Op::FloatToInt => float(a) as i64 as u64,
        Op::FloatBits | Op::FloatFromBits => a,
        Op::Fround32 => f64::from(float(a) as f32).to_bits(),
        Op::IsNull => u64::from(a == 0),
        _ => return None,
    })
}

fn divide(ins: &Ins, a: u64, b: u64) -> Step<u64> {
    let narrow = ins.width == Width::I32;
    let unsigned = |v: u64| if narrow { u64::from(v as u32) } else { v };
    let (x, y) = (a as i64, b as i64);
    if b == 0 {
        return trap(TrapCode::DivZero);
    }
    let word = match ins.op {
        Op::DivS => x.wrapping_div(y) as u64,
        Op::RemS => x.wrapping_rem(y) as u64,
        Op::DivU => unsigned(a) / unsigned(b),
        _ => unsigned(a) % unsigned(b),
    };
    Ok(wrap(ins.width, word))
}

fn overflowing(ins: &Ins, a: u64, b: u64) -> (u64, bool) {
    let (x, y) = (i128::from(a as i64), i128::from(b as i64));
    let exact = match ins.op {
        Op::AddOvf => x + y,
        Op::SubOvf => x - y,
        _ => x * y,
    };
    let word = wrap(ins.width, exact as u64);
    (word, i128::from(word as i64) != exact)
}

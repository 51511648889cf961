//! The reference interpreter: the judge of what a module means, before and after `lower_exceptions`.
//!
//! Functions are decoded once into a compact form ([`code`], [`decode`]); frames live on one explicit stack, so that deep
//! recursion of the program is no recursion here. Objects are in a mark-sweep heap ([`heap`]). Host primitives come from an
//! [`ExternHost`] that the caller hands in.
//!
//! ```
//! use kaa_ir::interp::{Interp, NoHost, Outcome, Scalar};
//! let module = kaa_ir::text::parse("fn @twice(%0: i64) -> i64 {\nblock0:\n  %1 = add %0, %0\n  return %1\n}").unwrap();
//! let mut host = NoHost;
//! let mut interp = Interp::new(&module, &mut host);
//! let func = module.find_func("twice").unwrap();
//! assert_eq!(interp.call(func, &[Scalar::I64(21)]), Outcome::Return(Some(Scalar::I64(42))));
//! ```

mod array;
mod code;
mod decode;
mod heap;
mod host;
mod run;

use std::rc::Rc;

use crate::entity::*;
use crate::function::{Loc, TrapCode};
use crate::module::Module;
use crate::types::Type;

use code::Code;
use heap::Heap;
pub use host::{ExternHost, Handle, HostArg, HostValue, NoHost};
pub(crate) use run::fold;

/// A value that can be handed to a function or comes back from one. References come back as [`Scalar::Ref`].
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Scalar {
    I1(bool),
    I32(i32),
    I64(i64),
    F64(f64),
    /// Number of an object of this interpreter's heap; 0 is null.
    Ref(u32),
}

/// How a call ended.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    Return(Option<Scalar>),
    /// An exception of exactly this class left the function.
    Throw {
        class: ClassId,
        object: u32,
    },
    Trap {
        code: TrapCode,
        /// Function and place, innermost first; at most 32.
        trace: Vec<(FuncId, Loc)>,
    },
    /// [`Interp::fuel`] is used up.
    OutOfFuel,
    /// The host has no such extern.
    UnknownExtern(String),
    /// The program ended itself through the host.
    Exit(i32),
}

struct Frame {
    func: FuncId,
    code: Rc<Code>,
    /// Of the next instruction; while a callee runs, of the one after the call.
    pc: usize,
    base: usize,
}

pub struct Interp<'m> {
    module: &'m Module,
    host: &'m mut dyn ExternHost,
    codes: Vec<Option<Rc<Code>>>,
    /// The host's numbers, by extern; resolved at the first call.
    externs: Vec<Option<u32>>,
    heap: Heap,
    world: World,
    stack: Vec<u64>,
    frames: Vec<Frame>,
    frozen: Vec<u32>,
    data: Vec<u32>,
    context: u32,
    /// The pending exception of the sentinel form; 0 is none.
    pending: u32,
    /// Instructions left; `None` is no limit.
    pub fuel: Option<u64>,
    /// Number of frames from which `stack_low` answers 1.
    pub stack_limit: usize,
    /// What `safepoint` answers.
    pub interrupt: bool,
}

/// What the running program asks about classes, laid out for quick answers.
struct World {
    /// Preorder number of each class, and the number after its last subclass.
    span: Vec<(u32, u32)>,
    /// Index of each field within its object.
    field_index: Vec<u32>,
    n_fields: Vec<usize>,
    /// Indexes of reference fields.
    ref_fields: Vec<Rc<[u32]>>,
    /// By class, then by place of the slot.
    vtables: Vec<Vec<Option<FuncId>>>,
    slot_index: Vec<u32>,
}

impl World {
    fn new(module: &Module) -> World {
        let n_classes = module.classes.len();
        let mut children = vec![Vec::new(); n_classes];
        let mut roots = Vec::new();
        for (id, class) in module.classes.iter() {
            match class.parent {
                Some(parent) => children[parent.index()].push(id),
                None => roots.push(id),
            }
        }
        let mut world = World {
            span: vec![(0, 0); n_classes],
            field_index: vec![0; module.fields.len()],
            n_fields: vec![0; n_classes],
            ref_fields: vec![Rc::from([]); n_classes],
            vtables: vec![Vec::new(); n_classes],
            slot_index: vec![0; module.slots.len()],
        };
        let mut clock = 0;
        let mut work: Vec<(ClassId, bool)> = roots.iter().rev().map(|&c| (c, false)).collect();
        while let Some((class, done)) = work.pop() {
            if done {
                world.span[class.index()].1 = clock;
                continue;
            }
            world.span[class.index()].0 = clock;
            clock += 1;
            work.push((class, true));
            work.extend(children[class.index()].iter().rev().map(|&c| (c, false)));
            world.lay_out(module, class);
        }
        world
    }

    fn lay_out(&mut self, module: &Module, class: ClassId) {
        let fields = module.all_fields(class);
        let mut refs = Vec::new();
        for (i, &field) in fields.iter().enumerate() {
            self.field_index[field.index()] = i as u32;
            if module.fields[field].storage.value_type().is_traced() {
                refs.push(i as u32);
            }
        }
        self.n_fields[class.index()] = fields.len();
        self.ref_fields[class.index()] = refs.into();
        for (i, slot) in module.all_slots(class).into_iter().enumerate() {
            self.slot_index[slot.index()] = i as u32;
            let method = module.find_method(class, slot);
            self.vtables[class.index()].push(method);
        }
    }

    fn is_subclass(&self, class: u32, base: u32) -> bool {
        let (from, to) = self.span[base as usize];
        (from..to).contains(&self.span[class as usize].0)
    }
}

impl<'m> Interp<'m> {
    /// A fresh context: frozen objects as the module says, the context object zeroed.
    pub fn new(module: &'m Module, host: &'m mut dyn ExternHost) -> Interp<'m> {
        let mut interp = Interp {
            module,
            host,
            codes: vec![None; module.funcs.len()],
            externs: vec![None; module.externs.len()],
            heap: Heap::new(),
            world: World::new(module),
            stack: vec![0; 1 << 12],
            frames: Vec::new(),
            frozen: Vec::new(),
            data: vec![0; module.data.len()],
            context: 0,
            pending: 0,
            fuel: None,
            stack_limit: 10_000,
            interrupt: false,
        };
        interp.thaw();
        if let Some(class) = module.context {
            interp.context = interp.new_instance(class);
        }
        interp
    }

    /// Calls a function whose parameters are scalars or references of this heap.
    ///
    /// # Panics
    /// If the arguments are not of the signature's number and types, or the function has no body.
    pub fn call(&mut self, func: FuncId, args: &[Scalar]) -> Outcome {
        let sig = &self.module.sigs[self.module.funcs[func].sig];
        let name = &self.module.funcs[func].name;
        assert_eq!(args.len(), sig.params.len(), "@{name}: number of arguments");
        let mut words = Vec::with_capacity(args.len());
        for (&arg, &ty) in args.iter().zip(&sig.params) {
            words.push(match (arg, ty) {
                (Scalar::I1(v), Type::I1) => u64::from(v),
                (Scalar::I32(v), Type::I32) => i64::from(v) as u64,
                (Scalar::I64(v), Type::I64) => v as u64,
                (Scalar::F64(v), Type::F64) => v.to_bits(),
                (Scalar::Ref(v), ty) if ty.is_traced() => u64::from(v),
                _ => panic!("@{name}: argument {arg:?} for {ty:?}"),
            });
        }
        self.frames.clear();
        self.pending = 0;
        self.run(func, &words)
    }

    /// Dynamic class of an object; `None` for arrays, null and other things.
    pub fn class_of(&self, object: u32) -> Option<ClassId> {
        self.heap.class_of(object).map(ClassId)
    }

    /// Bytes of an `arr<i8>`.
    pub fn bytes(&self, object: u32) -> Option<&[u8]> {
        self.heap.bytes(object)
    }

    fn scalar(&self, word: u64, ty: Type) -> Scalar {
        match ty {
            Type::I1 => Scalar::I1(word != 0),
            Type::I32 => Scalar::I32(word as i32),
            Type::I64 => Scalar::I64(word as i64),
            Type::F64 => Scalar::F64(f64::from_bits(word)),
            _ => Scalar::Ref(word as u32),
        }
    }
}

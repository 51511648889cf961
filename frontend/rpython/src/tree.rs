//! The typed tree: a checked body, with all names, types, conversions and calls resolved.

use kaa_ir::Op;

use crate::consteval::Const;
use crate::types::{ClassConstId, ClassId, ExternId, FieldId, FuncId, Ty, ValueId};

/// A local variable or parameter of a body.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct LocalId(pub u32);

#[derive(Clone, Debug)]
pub struct Local {
    pub name: String,
    pub ty: Ty,
}

/// Body of a function. The parameters are its first locals.
#[derive(Debug, Default)]
pub struct Body {
    pub file: u32,
    pub n_params: usize,
    pub locals: Vec<Local>,
    pub stmts: Vec<Stmt>,
}

#[derive(Debug)]
pub struct Stmt {
    pub kind: StmtKind,
    /// Byte offset in the file.
    pub at: u32,
}

#[derive(Debug)]
pub enum StmtKind {
    Expr(Expr),
    /// Declares or rebinds a local.
    Assign(LocalId, Expr),
    /// Spreads a tuple over locals; `None` drops an item.
    Unpack(Vec<Option<LocalId>>, Expr),
    SetField {
        object: Expr,
        field: FieldId,
        value: Expr,
    },
    SetElem {
        array: Expr,
        index: Expr,
        value: Expr,
        checked: bool,
    },
    If {
        test: Expr,
        then: Vec<Stmt>,
        orelse: Vec<Stmt>,
    },
    While {
        test: Expr,
        body: Vec<Stmt>,
        /// Run at the end of each round, also after `continue`.
        step: Vec<Stmt>,
        orelse: Vec<Stmt>,
        /// Locals bound in the test, body or step.
        assigned: Vec<LocalId>,
    },
    Block(Vec<Stmt>),
    Break,
    Continue,
    Return(Option<Expr>),
    Raise(Expr),
    /// Raises again what the handler caught.
    Reraise(LocalId),
    Try {
        body: Vec<Stmt>,
        handlers: Vec<Handler>,
        orelse: Vec<Stmt>,
        finally: Vec<Stmt>,
    },
    /// Dense integers; each case has its values; the last resort is `default`.
    Switch {
        subject: Expr,
        cases: Vec<(Vec<i64>, Vec<Stmt>)>,
        default: Vec<Stmt>,
    },
    Assert(Expr),
    /// Start-up only.
    SetTypeObject(ClassId, Expr),
    Trap,
}

#[derive(Debug)]
pub struct Handler {
    /// Empty: catches everything.
    pub classes: Vec<ClassId>,
    /// The caught exception, of the type that all classes fit into.
    pub bind: LocalId,
    pub body: Vec<Stmt>,
}

#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub ty: Ty,
    /// Byte offset in the file.
    pub at: u32,
}

#[derive(Clone, Debug)]
pub enum ExprKind {
    Const(Const),
    Local(LocalId),
    Global(ValueId),
    /// The type object of a `@pytype` class.
    TypeObject(ClassId),
    Func(FuncId),
    GetField(Box<Expr>, FieldId),
    GetConst(Box<Expr>, ClassConstId),
    GetElem {
        array: Box<Expr>,
        index: Box<Expr>,
        checked: bool,
    },
    Call(FuncId, Vec<Expr>),
    /// Call of a method by its name; the first argument is the receiver.
    CallMethod(FuncId, Vec<Expr>),
    CallRef(Box<Expr>, Vec<Expr>),
    CallExtern(ExternId, Vec<Expr>),
    New(ClassId, Option<FuncId>, Vec<Expr>),
    /// An IR op without immediates.
    Op(Op, Vec<Expr>),
    /// Integer floor division and remainder.
    FloorDiv(Box<Expr>, Box<Expr>),
    FloorMod(Box<Expr>, Box<Expr>),
    /// `+ - *` on ints: trap on overflow in checked builds.
    Arith(Op, Box<Expr>, Box<Expr>),
    BoolToInt(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    Cond(Box<Expr>, Box<Expr>, Box<Expr>),
    /// Binds a local for the second expression.
    Let(LocalId, Box<Expr>, Box<Expr>),
    IsInstance(Box<Expr>, Vec<Ty>),
    IsNull(Box<Expr>),
    RefEq(Box<Expr>, Box<Expr>),
    SameClass(Box<Expr>, Box<Expr>),
    /// Exactly of this class, not of one below.
    HasClass(Box<Expr>, Ty),
    /// To the expression's type; traps if it does not fit.
    Cast(Box<Expr>),
    /// The same reference, known to be of the expression's type.
    Narrow(Box<Expr>),
    Tuple(Vec<Expr>),
    /// `add_ovf` and its like: a tuple of the op's results.
    OpPair(Op, Vec<Expr>),
    GetItem(Box<Expr>, usize),
    NewArr(Box<Expr>),
    TryNewArr(Box<Expr>),
    ArrLit(Vec<Expr>),
    Concat(Vec<Expr>),
    /// Opcode number, then the handlers' arguments.
    Dispatch(Box<Expr>, Vec<Expr>),
    Trap,
    /// Nothing: the result of a call that has none, where it is dropped.
    Unit,
}

impl Expr {
    pub fn new(kind: ExprKind, ty: Ty, at: u32) -> Expr {
        Expr { kind, ty, at }
    }
    pub fn int(value: i64, ty: Ty, at: u32) -> Expr {
        Expr::new(ExprKind::Const(Const::Int(value)), ty, at)
    }
    pub fn error(at: u32) -> Expr {
        Expr::new(ExprKind::Trap, Ty::Error, at)
    }
    pub fn boxed(self) -> Box<Expr> {
        Box::new(self)
    }
    pub fn as_int(&self) -> Option<i64> {
        match self.kind {
            ExprKind::Const(Const::Int(i)) => Some(i),
            _ => None,
        }
    }
}

//! Run tests: `; run: f(40, 2) == 42` lines of `tests/ir/run/*.ir`, for the interpreter and for the backends.
//!
//! A backend's test does for each file:
//! ```text
//! let mut test = filetest::parse(&source)?;          // module and run lines
//! filetest::with_entry(&mut test.module, &test.lines); // adds @test.entry and makes it the module's entry
//! passes::..., backend compiles test.module and links the `test_*` externs
//! let failures = filetest::run_process(&test.lines, |first| {
//!     // start the program with the argument `first`; answer its stdout, stderr and exit code
//! });
//! ```
//! The externs (also in `externs.toml`): `test_first() -> i32` is the program's first argument as a number, 0 without;
//! `test_report_i64(i32, i64)` prints `INDEX i64 VALUE`, `test_report_f64(i32, f64)` prints `INDEX f64 BITS` (16 hex
//! digits, or `nan`), `test_report_void(i32)` prints `INDEX void`, `test_report_throw(i32, arr<i8>)` prints `INDEX throws NAME`; each
//! ends its line and flushes. A trap prints `trap: CODE` (and anything after it) on stderr and exits with 70.

use crate::builder::FunctionBuilder;
use crate::entity::*;
use crate::function::{BlockCall, Imm, TrapCode};
use crate::interp::{ExternHost, HostArg, HostValue, Interp, Outcome, Scalar};
use crate::module::{Data, Extern, Module, Signature};
use crate::op::Op;
use crate::types::{Storage, Type};

/// A call and what it must give.
#[derive(Clone, Debug)]
pub struct RunLine {
    /// 1-based line in the file.
    pub line: u32,
    pub func: FuncId,
    pub args: Vec<Scalar>,
    pub expect: Expect,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Expect {
    /// i1 as 0 and 1, i32 sign-extended.
    Int(i64),
    /// Bits; any NaN is as good as another.
    Float(u64),
    Void,
    Trap(TrapCode),
    /// Name of the exact dynamic class.
    Throws(String),
}

impl std::fmt::Display for Expect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Expect::Int(v) => write!(f, "{v}"),
            Expect::Float(bits) => write!(f, "{:?} (0x{bits:016x})", f64::from_bits(*bits)),
            Expect::Void => write!(f, "void"),
            Expect::Trap(code) => write!(f, "trap {}", code.name()),
            Expect::Throws(name) => write!(f, "throws @{name}"),
        }
    }
}

impl Expect {
    fn is_met_by(&self, given: &Expect) -> bool {
        match (self, given) {
            (Expect::Float(a), Expect::Float(b)) => {
                a == b || (f64::from_bits(*a).is_nan() && f64::from_bits(*b).is_nan())
            }
            _ => self == given,
        }
    }
}

pub struct RunTest {
    pub module: Module,
    pub lines: Vec<RunLine>,
}

/// A run line that gave something else.
#[derive(Clone, PartialEq, Debug)]
pub struct Failure {
    pub line: u32,
    pub message: String,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// Reads a file of `tests/ir/run`. The error tells the line.
pub fn parse(source: &str) -> Result<RunTest, String> {
    let module = crate::text::parse(source).map_err(|e| e.to_string())?;
    let mut lines = Vec::new();
    for (i, text) in source.lines().enumerate() {
        let Some(rest) = text.strip_prefix("; run:") else {
            continue;
        };
        let rest = rest.split(';').next().unwrap_or_default().trim();
        let line = run_line(&module, rest, i as u32 + 1);
        lines.push(line.ok_or_else(|| format!("{}: bad run line: {rest}", i + 1))?);
    }
    Ok(RunTest { module, lines })
}

fn run_line(module: &Module, text: &str, line: u32) -> Option<RunLine> {
    let (call, expect) = text.split_once("==")?;
    let (name, args) = call.trim().strip_suffix(')')?.split_once('(')?;
    let func = module.find_func(name.trim().trim_start_matches('@'))?;
    let sig = &module.sigs[module.funcs[func].sig];
    let args = args.trim();
    let texts: Vec<&str> = match args.is_empty() {
        true => Vec::new(),
        false => args.split(',').map(str::trim).collect(),
    };
    if texts.len() != sig.params.len() {
        return None;
    }
    let args = texts.iter().zip(&sig.params);
    let args = args
        .map(|(text, &ty)| scalar(text, ty))
        .collect::<Option<Vec<_>>>()?;
    let expect = expectation(expect.trim(), sig)?;
    Some(RunLine {
        line,
        func,
        args,
        expect,
    })
}

fn expectation(text: &str, sig: &Signature) -> Option<Expect> {
    if text == "void" {
        return sig.result.is_none().then_some(Expect::Void);
    }
    if let Some(code) = text.strip_prefix("trap ") {
        let code = TrapCode::ALL.iter().find(|(_, name)| *name == code.trim());
        return code.map(|(code, _)| Expect::Trap(*code));
    }
    if let Some(name) = text.strip_prefix("throws @") {
        return Some(Expect::Throws(name.trim_matches('"').to_owned()));
    }
    Some(match scalar(text, sig.result?)? {
        Scalar::I1(v) => Expect::Int(i64::from(v)),
        Scalar::I32(v) => Expect::Int(i64::from(v)),
        Scalar::I64(v) => Expect::Int(v),
        Scalar::F64(v) => Expect::Float(v.to_bits()),
        Scalar::Ref(_) => return None,
    })
}

fn scalar(text: &str, ty: Type) -> Option<Scalar> {
    let int = match text.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16).ok().map(|v| v as i64),
        None => text.parse::<i64>().ok(),
    };
    match ty {
        Type::I1 => int
            .filter(|v| matches!(v, 0 | 1))
            .map(|v| Scalar::I1(v == 1)),
        Type::I32 => match int {
            // Hexadecimal may give all 32 bits.
            Some(v) if text.starts_with("0x") => u32::try_from(v).ok().map(|v| v as i32),
            v => v.and_then(|v| i32::try_from(v).ok()),
        }
        .map(Scalar::I32),
        Type::I64 => int.map(Scalar::I64),
        Type::F64 if text.starts_with("0x") => int.map(|v| Scalar::F64(f64::from_bits(v as u64))),
        Type::F64 if text == "nan" => Some(Scalar::F64(f64::NAN)),
        Type::F64 => text.parse().ok().map(Scalar::F64),
        _ => None,
    }
}

/// Runs the lines one by one in the reference interpreter, each in a context of its own.
pub fn run_interpreter(test: &RunTest) -> Vec<Failure> {
    let mut failures = Vec::new();
    for line in &test.lines {
        let mut host = TestHost::default();
        let mut interp = Interp::new(&test.module, &mut host);
        interp.fuel = Some(1 << 26);
        let given = match interp.call(line.func, &line.args) {
            Outcome::Return(None) => Ok(Expect::Void),
            Outcome::Return(Some(Scalar::I1(v))) => Ok(Expect::Int(i64::from(v))),
            Outcome::Return(Some(Scalar::I32(v))) => Ok(Expect::Int(i64::from(v))),
            Outcome::Return(Some(Scalar::I64(v))) => Ok(Expect::Int(v)),
            Outcome::Return(Some(Scalar::F64(v))) => Ok(Expect::Float(v.to_bits())),
            Outcome::Throw { class, .. } => {
                Ok(Expect::Throws(test.module.classes[class].name.clone()))
            }
            Outcome::Trap { code, .. } => Ok(Expect::Trap(code)),
            other => Err(format!("{other:?}")),
        };
        failures.extend(compare(line, given));
    }
    failures
}

fn compare(line: &RunLine, given: Result<Expect, String>) -> Option<Failure> {
    let given = match given {
        Ok(given) if line.expect.is_met_by(&given) => return None,
        Ok(given) => given.to_string(),
        Err(text) => text,
    };
    Some(Failure {
        line: line.line,
        message: format!("gave {given}, wanted {}", line.expect),
    })
}

// ---- the synthesised entry

/// Adds `@test.entry`, which calls the functions of the run lines from `test_first()` on and reports each result, and
/// makes it the module's entry. The module must not be lowered yet: the entry is lowered with the rest.
pub fn with_entry(module: &mut Module, lines: &[RunLine]) {
    assert!(
        !module.exceptions_lowered,
        "with_entry comes before lower_exceptions"
    );
    let bytes = Type::Arr(module.array(Storage::I8), false);
    let report = Reports {
        first: import(module, "test_first", &[], Some(Type::I32)),
        int: import(module, "test_report_i64", &[Type::I32, Type::I64], None),
        float: import(module, "test_report_f64", &[Type::I32, Type::F64], None),
        void: import(module, "test_report_void", &[Type::I32], None),
        throw: import(module, "test_report_throw", &[Type::I32, bytes], None),
        class_name: module.exception.map(|class| class_namer(module, class)),
    };
    let steps: Vec<FuncId> = lines
        .iter()
        .enumerate()
        .map(|(i, line)| step(module, &report, i as i64, line))
        .collect();
    let sig = module.sig(Vec::new(), Some(Type::I32));
    let entry = module.add_func("test.entry", sig);
    let mut b = FunctionBuilder::new(module, entry);
    let first = b.value(Op::CallExtern, &[Imm::Extern(report.first)], &[]);
    for (i, step) in steps.into_iter().enumerate() {
        let (run, next) = (b.block(), b.block());
        let index = b.iconst(Type::I32, i as i64);
        let wanted = b.value(Op::LeS, &[], &[first, index]);
        b.br_if(wanted, to(run), to(next));
        b.switch_to(run);
        b.call(step, &[]);
        b.jump(next, &[]);
        b.switch_to(next);
    }
    let zero = b.iconst(Type::I32, 0);
    b.ret(Some(zero));
    b.finish();
    module.entry = Some(entry);
}

struct Reports {
    first: ExternId,
    int: ExternId,
    float: ExternId,
    void: ExternId,
    throw: ExternId,
    /// Function from an exception to the bytes of its class name.
    class_name: Option<FuncId>,
}

fn to(block: Block) -> BlockCall {
    BlockCall {
        block,
        args: Vec::new(),
    }
}

fn import(module: &mut Module, name: &str, params: &[Type], result: Option<Type>) -> ExternId {
    if let Some(id) = module.find_extern(name) {
        return id;
    }
    let sig = module.sig(params.to_vec(), result);
    module.externs.push(Extern {
        name: name.to_owned(),
        sig,
        pure: false,
    })
}

/// `fn @test.class_name(ref @Error) -> arr<i8>`: one comparison for each concrete class below.
fn class_namer(module: &mut Module, exception: ClassId) -> FuncId {
    let array = module.array(Storage::I8);
    let sig = module.sig(
        vec![Type::Ref(exception, false)],
        Some(Type::Arr(array, false)),
    );
    let func = module.add_func("test.class_name", sig);
    let classes: Vec<(ClassId, String)> = module
        .classes
        .iter()
        .filter(|(id, c)| !c.is_abstract && module.is_subclass(*id, exception))
        .map(|(id, c)| (id, c.name.clone()))
        .collect();
    let mut names = Vec::new();
    for (class, name) in classes {
        let data = module.data.push(Data {
            name: format!("test.name.{name}"),
            bytes: name.into_bytes(),
        });
        names.push((class, data));
    }
    let mut b = FunctionBuilder::new(module, func);
    let object = b.param(0);
    let dynamic = b.value(Op::ClassOf, &[], &[object]);
    for (class, data) in names {
        let (found, next) = (b.block(), b.block());
        let class = b.value(Op::ClassRef, &[Imm::Class(class)], &[]);
        let same = b.value(Op::ClsEq, &[], &[dynamic, class]);
        b.br_if(same, to(found), to(next));
        b.switch_to(found);
        let name = b.value(Op::DataRef, &[Imm::Data(data)], &[]);
        b.ret(Some(name));
        b.switch_to(next);
    }
    b.trap(TrapCode::Unreachable);
    b.finish();
    func
}

/// `fn @test.run.N()`: one run line.
fn step(module: &mut Module, report: &Reports, index: i64, line: &RunLine) -> FuncId {
    let sig = module.sig(Vec::new(), None);
    let result = module.sigs[module.funcs[line.func].sig].result;
    let exception = module.exception;
    let func = module.add_func(&format!("test.run.{index}"), sig);
    let mut b = FunctionBuilder::new(module, func);
    let args: Vec<Value> = line
        .args
        .iter()
        .map(|&arg| match arg {
            Scalar::I1(v) => b.iconst(Type::I1, i64::from(v)),
            Scalar::I32(v) => b.iconst(Type::I32, i64::from(v)),
            Scalar::I64(v) => b.iconst(Type::I64, v),
            Scalar::F64(v) => b.fconst(v),
            Scalar::Ref(_) => unreachable!("run lines have no references"),
        })
        .collect();
    let value = match (exception, report.class_name) {
        (Some(class), Some(class_name)) => {
            let (normal, caught) = (b.block(), b.block());
            let value = result.map(|ty| b.block_param(normal, ty));
            let thrown = b.block_param(caught, Type::Ref(class, false));
            let callee = [Imm::Func(line.func)];
            b.inst(Op::TryCall, &callee, &args, &[to(normal), to(caught)]);
            b.switch_to(caught);
            let name = b.call(class_name, &[thrown]).expect("has a result");
            let number = b.iconst(Type::I32, index);
            let report = [Imm::Extern(report.throw)];
            b.inst(Op::CallExtern, &report, &[number, name], &[]);
            b.ret(None);
            b.switch_to(normal);
            value
        }
        _ => b.call(line.func, &args),
    };
    let number = b.iconst(Type::I32, index);
    let (to_call, shown) = match (value, result) {
        (Some(value), Some(Type::F64)) => (report.float, Some(value)),
        (Some(value), Some(Type::I1)) => {
            let imm = [Imm::Type(Type::I64)];
            (report.int, Some(b.value(Op::BoolToInt, &imm, &[value])))
        }
        (Some(value), Some(Type::I32)) => (report.int, Some(b.value(Op::Sext, &[], &[value]))),
        (Some(value), Some(Type::I64)) => (report.int, Some(value)),
        _ => (report.void, None),
    };
    let args: Vec<Value> = [number].into_iter().chain(shown).collect();
    b.inst(Op::CallExtern, &[Imm::Extern(to_call)], &args, &[]);
    b.ret(None);
    b.finish();
    func
}

// ---- reading what a program printed

/// What a started program left behind.
pub struct ProcessOutput {
    pub stdout: String,
    pub stderr: String,
    /// `None`: ended by a signal.
    pub code: Option<i32>,
}

/// Runs all lines through a program with the synthesised entry. `start` runs it with the first index to run as its
/// argument; it is started again after each trap.
pub fn run_process(
    lines: &[RunLine],
    mut start: impl FnMut(usize) -> ProcessOutput,
) -> Vec<Failure> {
    let mut failures = Vec::new();
    let mut next = 0;
    while next < lines.len() {
        let output = start(next);
        let reported = check_output(lines, next, &output.stdout);
        failures.extend(reported.failures);
        let done = reported.next;
        if done >= lines.len() && output.code == Some(0) {
            break;
        }
        let Some(line) = lines.get(done) else {
            failures.push(Failure {
                line: lines[lines.len() - 1].line,
                message: format!("ended with {:?} after its last line", output.code),
            });
            break;
        };
        failures.extend(compare(line, trap_of(&output)));
        next = done + 1;
    }
    failures
}

/// The trap that ended a program, from its stderr.
fn trap_of(output: &ProcessOutput) -> Result<Expect, String> {
    let report = output.stderr.lines().find_map(|l| l.strip_prefix("trap: "));
    let word = report.and_then(|r| r.split_whitespace().next());
    let code = TrapCode::ALL.iter().find(|(_, name)| Some(*name) == word);
    match (code, output.code) {
        (Some((code, _)), Some(70)) => Ok(Expect::Trap(*code)),
        _ => {
            let stderr: String = output.stderr.chars().take(600).collect();
            Err(format!("exit code {:?}, stderr {stderr:?}", output.code))
        }
    }
}

pub struct Reported {
    pub failures: Vec<Failure>,
    /// First index that was not reported.
    pub next: usize,
}

/// Compares the report lines in a program's stdout; other lines are ignored. `first` is the index it started with.
pub fn check_output(lines: &[RunLine], first: usize, stdout: &str) -> Reported {
    let mut failures = Vec::new();
    let mut next = first;
    for text in stdout.lines() {
        let Some((index, given)) = report(text) else {
            continue;
        };
        if index != next || index >= lines.len() {
            let line = lines.get(next).map_or(0, |l| l.line);
            let message = format!("reported index {index}, wanted {next}");
            failures.push(Failure { line, message });
            break;
        }
        failures.extend(compare(&lines[index], Ok(given)));
        next += 1;
    }
    Reported { failures, next }
}

fn report(text: &str) -> Option<(usize, Expect)> {
    let mut words = text.trim().splitn(3, ' ');
    let index = words.next()?.parse().ok()?;
    let (kind, rest) = (words.next()?, words.next());
    let given = match (kind, rest) {
        ("i64", Some(v)) => Expect::Int(v.parse().ok()?),
        ("f64", Some("nan")) => Expect::Float(f64::NAN.to_bits()),
        ("f64", Some(v)) => {
            Expect::Float(u64::from_str_radix(v.trim_start_matches("0x"), 16).ok()?)
        }
        ("void", None) => Expect::Void,
        ("throws", Some(name)) => Expect::Throws(name.to_owned()),
        _ => return None,
    };
    Some((index, given))
}

/// The `test_*` externs for the interpreter, collecting what a program would print.
#[derive(Default)]
pub struct TestHost {
    pub first: i32,
    pub stdout: String,
}

const TEST_EXTERNS: [&str; 5] = [
    "test_first",
    "test_report_i64",
    "test_report_f64",
    "test_report_void",
    "test_report_throw",
];

impl ExternHost for TestHost {
    fn resolve(&mut self, name: &str, _sig: &Signature) -> Option<u32> {
        let found = TEST_EXTERNS.iter().position(|n| *n == name);
        found.map(|i| i as u32)
    }

    fn call(&mut self, _number: u32, args: &mut [HostArg]) -> HostValue {
        let line = match args {
            [] => return HostValue::I32(self.first),
            [HostArg::I32(i), HostArg::I64(v)] => format!("{i} i64 {v}\n"),
            [HostArg::I32(i), HostArg::F64(v)] => format!("{i} f64 {:016x}\n", v.to_bits()),
            [HostArg::I32(i), HostArg::Bytes(Some(name))] => {
                format!("{i} throws {}\n", String::from_utf8_lossy(name))
            }
            [HostArg::I32(i)] => format!("{i} void\n"),
            other => unreachable!("arguments {other:?} of a test extern"),
        };
        self.stdout += &line;
        HostValue::Void
    }
}

/// Runs a module with a synthesised entry in the interpreter, as [`run_process`] runs a program.
pub fn run_entry(module: &Module, lines: &[RunLine]) -> Vec<Failure> {
    run_process(lines, |first| {
        let mut host = TestHost {
            first: first as i32,
            stdout: String::new(),
        };
        let entry = module.entry.expect("with_entry was called");
        let mut interp = Interp::new(module, &mut host);
        interp.fuel = Some(1 << 28);
        let outcome = interp.call(entry, &[]);
        let (stderr, code) = match outcome {
            Outcome::Return(Some(Scalar::I32(code))) => (String::new(), Some(code)),
            Outcome::Trap { code, .. } => (format!("trap: {}\n", code.name()), Some(70)),
            other => (format!("{other:?}"), None),
        };
        ProcessOutput {
            stdout: host.stdout,
            stderr,
            code,
        }
    })
}

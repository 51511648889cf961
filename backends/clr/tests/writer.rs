//! An assembly built through the metadata writer alone runs alike on every CLR.

mod common;

use kaa_clr::il::{Body, Branch, Clause, Handler, Instr, Op, check};
use kaa_clr::metadata::{
    Assembly, FieldHandle, MethodCode, MethodHandle, MethodSig, Type, TypeHandle, flags,
};

/// The program under construction with the framework members it uses.
struct Program {
    assembly: Assembly,
    object_ctor: MethodHandle,
    write_line: MethodHandle,
    main_type: u32,
}

fn program() -> Program {
    let mut assembly = Assembly::new("writer", "writer.exe");
    let object = assembly.core_type("System.Object");
    let object_ctor = assembly.method_ref(object, ".ctor", MethodSig::instance(vec![], Type::Void));
    let console = assembly.core_type("System.Console");
    let sig = MethodSig::fixed(vec![Type::I8], Type::Void);
    let write_line = assembly.method_ref(console, "WriteLine", sig);
    let main_type = assembly.declare_type("", "Program", flags::TYPE_PUBLIC, Some(object));
    Program {
        assembly,
        object_ctor,
        write_line,
        main_type,
    }
}

fn body(locals: &[Type], instrs: Vec<Instr>) -> Body {
    let mut body = Body::new();
    for local in locals {
        body.local(local.clone());
    }
    body.instrs = instrs;
    body
}

struct Shapes {
    base: TypeHandle,
    square: TypeHandle,
    square_ctor: MethodHandle,
    area: MethodHandle,
    side: FieldHandle,
}

/// `abstract Shape { abstract long Area(long) }`, `Square : Shape { long side }`.
fn shapes(program: &mut Program) -> Shapes {
    use Instr::{Call, LdArg, LdFld};
    let object_ctor = program.object_ctor;
    let asm = &mut program.assembly;
    let object = asm.core_type("System.Object");
    let bits = flags::TYPE_PUBLIC | flags::TYPE_ABSTRACT;
    let base = asm.declare_type("Geo", "Shape", bits, Some(object));
    let ctor_sig = MethodSig::instance(vec![], Type::Void);
    let base_ctor = asm.declare_method(base, ".ctor", flags::CTOR, ctor_sig.clone());
    asm.set_body(
        base_ctor,
        body(&[], vec![LdArg(0), Call(object_ctor), Op::Ret.into()]),
    );
    let area_sig = MethodSig::instance(vec![Type::I8], Type::I8);
    let virtual_bits = flags::METHOD_PUBLIC | flags::METHOD_VIRTUAL | flags::METHOD_HIDE_BY_SIG;
    let abstract_bits = virtual_bits | flags::METHOD_ABSTRACT | flags::METHOD_NEW_SLOT;
    let area = asm.declare_method(base, "Area", abstract_bits, area_sig.clone());
    let base = TypeHandle::Def(base);

    let square = asm.declare_type("Geo", "Square", flags::TYPE_PUBLIC, Some(base));
    let side = asm.declare_field(square, "side", flags::FIELD_PUBLIC, Type::I8);
    let square_ctor = asm.declare_method(square, ".ctor", flags::CTOR, ctor_sig);
    asm.set_body(
        square_ctor,
        body(&[], vec![LdArg(0), Call(base_ctor), Op::Ret.into()]),
    );
    let square_area = asm.declare_method(square, "Area", virtual_bits, area_sig);
    let instrs = vec![
        LdArg(0),
        LdFld(side),
        LdArg(0),
        LdFld(side),
        Op::Mul.into(),
        LdArg(1),
        Op::Add.into(),
        Op::Ret.into(),
    ];
    asm.set_body(square_area, body(&[], instrs));
    Shapes {
        base,
        square: TypeHandle::Def(square),
        square_ctor,
        area,
        side,
    }
}

/// `static long Pick(int)`: a switch over three cases and a default.
fn pick(program: &mut Program) -> MethodHandle {
    let asm = &mut program.assembly;
    let sig = MethodSig::fixed(vec![Type::I4], Type::I8);
    let bits = flags::METHOD_PUBLIC | flags::METHOD_STATIC;
    let method = asm.declare_method(program.main_type, "Pick", bits, sig);
    let mut body = Body::new();
    let cases = [body.label(), body.label(), body.label()];
    body.push(Instr::LdArg(0));
    body.push(Instr::Switch(cases.to_vec()));
    for (value, label) in [(-1, None), (10, Some(0)), (1 << 40, Some(1)), (30, Some(2))] {
        if let Some(case) = label {
            body.mark(cases[case]);
        }
        body.push(Instr::LdcI8(value));
        body.op(Op::Ret);
    }
    asm.set_body(method, body);
    method
}

/// `static long Divide(long, long)`: -7 when the division throws.
fn divide(program: &mut Program) -> MethodHandle {
    let asm = &mut program.assembly;
    let sig = MethodSig::fixed(vec![Type::I8, Type::I8], Type::I8);
    let bits = flags::METHOD_PUBLIC | flags::METHOD_STATIC;
    let method = asm.declare_method(program.main_type, "Divide", bits, sig);
    let arithmetic = asm.core_type("System.DivideByZeroException");
    let mut body = Body::new();
    let result = body.local(Type::I8);
    let [start, end, handler, done] = [(); 4].map(|()| body.label());
    body.mark(start);
    body.instrs
        .extend([Instr::LdArg(0), Instr::LdArg(1), Op::Div.into()]);
    body.push(Instr::StLoc(result));
    body.branch(Branch::Leave, done);
    body.mark(end);
    body.mark(handler);
    body.op(Op::Pop);
    body.push(Instr::LdcI8(-7));
    body.push(Instr::StLoc(result));
    body.branch(Branch::Leave, done);
    body.mark(done);
    body.push(Instr::LdLoc(result));
    body.op(Op::Ret);
    body.clauses.push(Clause {
        handler: Handler::Catch(arithmetic),
        try_start: start,
        try_end: end,
        handler_start: handler,
        handler_end: done,
    });
    asm.set_body(method, body);
    method
}

/// `static long Sum(Shape[])`: a loop over an array with a virtual call.
fn sum(program: &mut Program, shapes: &Shapes) -> MethodHandle {
    use Instr::{CallVirt, LdArg, LdElem, LdLoc, LdcI4, LdcI8, StLoc};
    let asm = &mut program.assembly;
    let shape = Type::Class(shapes.base);
    let sig = MethodSig::fixed(vec![Type::array(shape.clone())], Type::I8);
    let bits = flags::METHOD_PUBLIC | flags::METHOD_STATIC;
    let method = asm.declare_method(program.main_type, "Sum", bits, sig);
    let mut body = Body::new();
    let (index, total) = (body.local(Type::I4), body.local(Type::I8));
    let (head, exit) = (body.label(), body.label());
    body.mark(head);
    body.instrs
        .extend([LdLoc(index), LdArg(0), Op::LdLen.into(), Op::ConvI4.into()]);
    body.branch(Branch::Bge, exit);
    body.instrs.extend([
        LdLoc(total),
        LdArg(0),
        LdLoc(index),
        LdElem(shape),
        LdcI8(1),
    ]);
    body.instrs
        .extend([CallVirt(shapes.area), Op::Add.into(), StLoc(total)]);
    body.instrs
        .extend([LdLoc(index), LdcI4(1), Op::Add.into(), StLoc(index)]);
    body.branch(Branch::Br, head);
    body.mark(exit);
    body.instrs.extend([LdLoc(total), Op::Ret.into()]);
    asm.set_body(method, body);
    method
}

/// Prints the length of the resource and the third number of an array from image data.
fn data(program: &mut Program, out: &mut Body) {
    use Instr::{Call, CallVirt, LdElem, LdStr, LdTokenField, LdcI4, NewArr};
    let write_line = program.write_line;
    let asm = &mut program.assembly;
    asm.add_resource("frozen", vec![5; 1000]);
    let reflection = asm.core_type("System.Reflection.Assembly");
    let stream = asm.core_type("System.IO.Stream");
    let (assembly_ty, stream_ty) = (Type::Class(reflection), Type::Class(stream));
    let sig = MethodSig::fixed(vec![], assembly_ty);
    let executing = asm.method_ref(reflection, "GetExecutingAssembly", sig);
    let sig = MethodSig::instance(vec![Type::String], stream_ty);
    let open = asm.method_ref(reflection, "GetManifestResourceStream", sig);
    let length = asm.method_ref(stream, "get_Length", MethodSig::instance(vec![], Type::I8));
    out.instrs
        .extend([Call(executing), LdStr("frozen".into()), CallVirt(open)]);
    out.instrs.extend([CallVirt(length), Call(write_line)]);

    let bytes = [7i64, 8, -9]
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect();
    let field = asm.data_field(bytes);
    let helpers = asm.core_type("System.Runtime.CompilerServices.RuntimeHelpers");
    let array = asm.core_type("System.Array");
    let handle = asm.core_type("System.RuntimeFieldHandle");
    let sig = MethodSig::fixed(vec![Type::Class(array), Type::Value(handle)], Type::Void);
    let initialize = asm.method_ref(helpers, "InitializeArray", sig);
    out.instrs.extend([
        LdcI4(3),
        NewArr(Type::I8),
        Op::Dup.into(),
        LdTokenField(field),
    ]);
    out.instrs.extend([
        Call(initialize),
        LdcI4(2),
        LdElem(Type::I8),
        Call(write_line),
    ]);
}

/// Prints `abs(-42)` from the C library.
fn foreign(program: &mut Program, out: &mut Body) {
    let asm = &mut program.assembly;
    let sig = MethodSig::fixed(vec![Type::I4], Type::I4);
    let bits = flags::METHOD_PUBLIC | flags::METHOD_STATIC;
    let abs = asm.declare_method(program.main_type, "abs", bits, sig);
    let (library, symbol) = ("libc".to_owned(), "abs".to_owned());
    asm.set_code(abs, MethodCode::PInvoke { library, symbol });
    out.instrs
        .extend([Instr::LdcI4(-42), Instr::Call(abs), Op::ConvI8.into()]);
    out.push(Instr::Call(program.write_line));
}

fn build() -> Assembly {
    use Instr::{Call, LdLoc, LdcI4, LdcI8, NewArr, NewObj, StElem, StFld, StLoc};
    let mut program = program();
    let shapes = shapes(&mut program);
    let pick = pick(&mut program);
    let divide = divide(&mut program);
    let sum = sum(&mut program, &shapes);
    let print = Call(program.write_line);
    let mut main = Body::new();
    let shape = Type::Class(shapes.base);
    let array = main.local(Type::array(shape.clone()));
    let item = main.local(Type::Class(shapes.square));
    main.instrs
        .extend([LdcI4(2), NewArr(shape.clone()), StLoc(array)]);
    for (index, side) in [(0, 5), (1, 12)] {
        main.instrs
            .extend([NewObj(shapes.square_ctor), StLoc(item)]);
        main.instrs
            .extend([LdLoc(item), LdcI8(side), StFld(shapes.side)]);
        main.instrs.extend([
            LdLoc(array),
            LdcI4(index),
            LdLoc(item),
            StElem(shape.clone()),
        ]);
    }
    main.instrs.extend([LdLoc(array), Call(sum), print.clone()]);
    for case in [-5, 0, 1, 2, 3] {
        main.instrs.extend([LdcI4(case), Call(pick), print.clone()]);
    }
    for divisor in [0, 4] {
        main.instrs
            .extend([LdcI8(i64::MAX), LdcI8(divisor), Call(divide), print.clone()]);
    }
    data(&mut program, &mut main);
    foreign(&mut program, &mut main);
    main.op(Op::Ret);
    let sig = MethodSig::fixed(vec![Type::array(Type::String)], Type::Void);
    let bits = flags::METHOD_PUBLIC | flags::METHOD_STATIC;
    let entry = program
        .assembly
        .declare_method(program.main_type, "Main", bits, sig);
    program.assembly.set_body(entry, main);
    program.assembly.entry = Some(entry);
    program.assembly
}

#[test]
fn generated_program_runs_on_every_clr() {
    assert_eq!(check::check(&build()), Vec::<String>::new());
    let directory = common::directory("writer");
    let app = directory.join("writer.exe");
    std::fs::write(&app, build().write()).expect("test directory is writable");
    common::write_config(&app);
    for host in common::hosts() {
        let output = host.run(&app, &[]);
        let stdout = String::from_utf8_lossy(&output.stdout);
        let stderr = String::from_utf8_lossy(&output.stderr);
        let expected =
            "171\n-1\n10\n1099511627776\n30\n-1\n-7\n2305843009213693951\n1000\n-9\n42\n";
        assert_eq!(stdout, expected, "{}: {stderr}", host.name);
    }
}

#[test]
fn output_is_deterministic() {
    assert_eq!(build().write(), build().write());
}

#[test]
fn checker_reports_a_wrong_stack() {
    let mut program = program();
    let sig = MethodSig::fixed(vec![Type::I8], Type::I4);
    let bits = flags::METHOD_PUBLIC | flags::METHOD_STATIC;
    let method = program
        .assembly
        .declare_method(program.main_type, "Bad", bits, sig);
    let instrs = vec![
        Instr::LdArg(0),
        Instr::LdcI4(1),
        Op::Add.into(),
        Op::Ret.into(),
    ];
    program.assembly.set_body(method, body(&[], instrs));
    let errors = check::check(&program.assembly);
    assert!(
        errors.len() == 1 && errors[0].contains("I8 and I4"),
        "{errors:?}"
    );
}

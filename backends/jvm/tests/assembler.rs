//! The assembler alone: classes with the awkward shapes, loaded with full verification and run.

mod common;

use std::path::Path;
use std::process::Command;

use kaa_jvm::asm::{Access, ClassBuilder, Code, Frame, VType, op};

const STATIC: Access = Access(0x0009);

/// A branch over more than 32 KiB, both conditional and not; a frame behind the inverted one.
fn far_branches(code: &mut Code) {
    let (far, end) = (code.new_label(), code.new_label());
    code.load(0);
    code.branch(op::IFNE, far);
    for _ in 0..12_000 {
        code.iinc(0, 1);
    }
    code.goto(end);
    code.place(far);
    code.iinc(0, 100);
    code.place(end);
    code.load(0);
    code.op(op::IRETURN);
}

/// A loop whose head is the first instruction, with a long beside the counter.
fn loop_at_entry(code: &mut Code) {
    let head = code.new_label();
    let locals = vec![VType::Int, VType::Long, VType::Top];
    code.set_frame(
        head,
        Frame {
            locals,
            stack: Vec::new(),
        },
    );
    code.place(head);
    code.load(1);
    code.load(0);
    code.op(op::I2L);
    code.op(op::LADD);
    code.store(1);
    code.iinc(0, -1);
    code.load(0);
    code.branch(op::IFGT, head);
    code.load(1);
    code.op(op::LRETURN);
}

/// Sparse and dense switches, locals above 255, a value under the stack at a branch.
fn switches(code: &mut Code) {
    let labels: Vec<_> = (0..4).map(|_| code.new_label()).collect();
    let end = code.new_label();
    let join = code.new_label();
    code.load(0);
    code.store(300);
    code.iconst(1000);
    code.load(300);
    code.branch(op::IFLT, join);
    code.op(op::INEG);
    code.place_joined(join, VType::Int);
    code.store(301);
    code.load(300);
    code.switch(
        vec![(-1_000_000, labels[0]), (7, labels[1]), (70_000, labels[2])],
        labels[3],
    );
    for (i, &label) in labels.iter().enumerate() {
        code.place(label);
        code.iinc(301, i as i16 * 1000);
        code.goto(end);
    }
    code.place(end);
    code.load(301);
    code.op(op::IRETURN);
}

/// A division by zero, caught; the range ends at the end of the code.
fn handler(code: &mut Code) {
    let (start, end, caught) = (code.new_label(), code.new_label(), code.new_label());
    let error = code.ref_type("java/lang/ArithmeticException");
    let frame = Frame {
        locals: vec![VType::Int],
        stack: vec![error],
    };
    code.set_frame(caught, frame);
    let body = code.new_label();
    code.goto(body);
    code.place(caught);
    code.pop_value();
    code.iconst(-1);
    code.op(op::IRETURN);
    let locals = vec![VType::Int];
    code.set_frame(
        body,
        Frame {
            locals,
            stack: Vec::new(),
        },
    );
    code.place(body);
    code.place(start);
    code.iconst(100);
    code.load(0);
    code.op(op::IDIV);
    code.op(op::IRETURN);
    code.place(end);
    code.handler(start, end, caught, "java/lang/ArithmeticException");
}

fn print(code: &mut Code, name: &str, descriptor: &str, args: &[i64]) {
    code.getstatic("java/lang/System", "out", "Ljava/io/PrintStream;");
    for (&arg, ty) in args.iter().zip(descriptor[1..].chars()) {
        if ty == 'J' {
            code.lconst(arg)
        } else {
            code.iconst(arg as i32)
        }
    }
    code.invokestatic("Shapes", name, descriptor);
    let result = &descriptor[descriptor.len() - 1..];
    code.invokevirtual("java/io/PrintStream", "println", &format!("({result})V"));
}

#[test]
fn awkward_shapes_verify_and_run() {
    let mut class = ClassBuilder::new(Access::PUBLIC, "Shapes", "java/lang/Object");
    assert!(
        class
            .method(STATIC, "far", "(I)I", far_branches)
            .expect("fits")
            > 32_768
    );
    class.small_method(STATIC, "loop", "(IJ)J", loop_at_entry);
    class.small_method(STATIC, "switches", "(I)I", switches);
    class.small_method(STATIC, "handler", "(I)I", handler);
    class.small_method(STATIC, "main", "([Ljava/lang/String;)V", |code| {
        for arg in [0, 5] {
            print(code, "far", "(I)I", &[arg]);
        }
        print(code, "loop", "(IJ)J", &[10, 1 << 40]);
        for arg in [-1_000_000, 7, 70_000, 8] {
            print(code, "switches", "(I)I", &[arg]);
        }
        for arg in [0, 7] {
            print(code, "handler", "(I)I", &[arg]);
        }
        code.op(op::RETURN);
    });
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("Shapes.class"), class.finish()).expect("writable");
    let wanted = "12000 105 1099511627831 1000 0 1000 2000 -1 14";
    for java in common::javas() {
        let output = Command::new(&java)
            .args(["-Xverify:all", "-cp"])
            .arg(folder)
            .arg("Shapes")
            .output()
            .expect("java runs");
        let stdout = String::from_utf8_lossy(&output.stdout);
        let stderr = String::from_utf8_lossy(&output.stderr);
        let found: Vec<&str> = stdout.split_whitespace().collect();
        assert_eq!(found.join(" "), wanted, "{}: {stderr}", java.display());
    }
}

#[test]
fn code_above_the_limit_is_an_error() {
    let mut class = ClassBuilder::new(Access::PUBLIC, "Large", "java/lang/Object");
    let len = class.method(STATIC, "large", "(I)V", |code| {
        for _ in 0..22_000 {
            code.iinc(0, 1);
        }
        code.op(op::RETURN);
    });
    assert_eq!(len, Err(66_001));
}

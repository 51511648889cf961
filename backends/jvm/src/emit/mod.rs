//! Class files around the functions: [`classes`] (IR classes), [`code`] (static methods), [`refs`] (function references),
//! [`program`] (entry point and frozen heap).

pub mod classes;
pub mod code;
pub mod program;
pub mod refs;

use crate::asm::{Code, Label, VType, op};

/// `body` for every index from 0 to `n` exclusive; the index is in an int local, whose number it gets. `locals` are the types
/// of the locals below it.
pub fn counted_loop(
    code: &mut Code,
    locals: Vec<VType>,
    n: i32,
    body: impl FnOnce(&mut Code, usize),
) {
    let counter = locals.len();
    let mut frame = crate::asm::Frame {
        locals,
        stack: Vec::new(),
    };
    frame.locals.push(VType::Int);
    let (head, end): (Label, Label) = (code.new_label(), code.new_label());
    code.set_frame(head, frame);
    code.iconst(0);
    code.store(counter);
    code.place(head);
    code.load(counter);
    code.iconst(n);
    code.branch(op::IF_ICMPGE, end);
    body(code, counter);
    code.iinc(counter, 1);
    code.goto(head);
    code.place(end);
}

//! Emission of one method's code, tracking types as the verifier does.
//!
//! After an unconditional transfer nothing is emitted until a label is placed, so there is no dead code. A label's frame is
//! given explicitly (blocks) or taken from the first branch to it (forward labels inside an expression).

use super::opcode::{info, op};
use super::pool::Pool;
use super::types::{Frame, VType, class_name_of, split_descriptor};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(pub(super) u32);

/// A piece of code whose place is not fixed yet.
#[derive(Debug)]
pub(super) enum Item {
    /// End of a run of plain bytes in `Code::bytes`; it starts where the run before ended.
    Bytes(usize),
    /// `after` is the frame behind it, wanted if the branch has to be inverted over a `goto_w`.
    Branch {
        op: u8,
        target: Label,
        after: Option<Frame>,
    },
    TableSwitch {
        low: i32,
        targets: Vec<Label>,
        default: Label,
    },
    LookupSwitch {
        cases: Vec<(i32, Label)>,
        default: Label,
    },
    Label(Label),
    Line(u16),
}

#[derive(Default, Debug)]
pub(super) struct LabelInfo {
    pub frame: Option<Frame>,
    pub is_target: bool,
    pub placed: bool,
}

#[derive(Debug)]
pub(super) struct Handler {
    pub start: Label,
    pub end: Label,
    pub target: Label,
    pub class: u16,
}

pub struct Code<'p> {
    pub pool: &'p mut Pool,
    pub(super) bytes: Vec<u8>,
    pub(super) items: Vec<Item>,
    pub(super) labels: Vec<LabelInfo>,
    pub(super) handlers: Vec<Handler>,
    pub(super) initial: Frame,
    pub(super) max_stack: usize,
    pub(super) max_locals: usize,
    frame: Frame,
    depth: usize,
    reachable: bool,
    line: u16,
}

impl<'p> Code<'p> {
    /// Code of a method: `receiver` is the class of `this` of an instance method.
    pub fn new(pool: &'p mut Pool, receiver: Option<&str>, descriptor: &str) -> Self {
        let mut locals = Vec::new();
        if let Some(class) = receiver {
            locals.push(VType::Ref(pool.class(class)));
        }
        for param in split_descriptor(descriptor).0 {
            let ty = descriptor_type(pool, param);
            locals.push(ty);
            if ty.width() == 2 {
                locals.push(VType::Top);
            }
        }
        let initial = Frame {
            locals,
            stack: Vec::new(),
        };
        Code {
            pool,
            bytes: Vec::new(),
            items: Vec::new(),
            labels: Vec::new(),
            handlers: Vec::new(),
            max_stack: 0,
            max_locals: initial.locals.len(),
            frame: initial.clone(),
            initial,
            depth: 0,
            reachable: true,
            line: 0,
        }
    }

    pub fn is_reachable(&self) -> bool {
        self.reachable
    }
    pub fn vtype(&mut self, descriptor: &str) -> VType {
        descriptor_type(self.pool, descriptor)
    }
    pub fn ref_type(&mut self, class: &str) -> VType {
        VType::Ref(self.pool.class(class))
    }
    /// Number of bytes so far, with all branches short.
    pub fn estimated_len(&self) -> usize {
        let branches = self.items.iter().map(|item| match item {
            Item::Branch { .. } => 3,
            Item::TableSwitch { targets, .. } => 16 + 4 * targets.len(),
            Item::LookupSwitch { cases, .. } => 12 + 8 * cases.len(),
            _ => 0,
        });
        self.bytes.len() + branches.sum::<usize>()
    }

    // ---- bytes and types

    fn emit(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
        let end = self.bytes.len();
        match self.items.last_mut() {
            Some(Item::Bytes(last)) => *last = end,
            _ => self.items.push(Item::Bytes(end)),
        }
    }

    fn emit_u16(&mut self, code: u8, operand: u16) {
        let [high, low] = operand.to_be_bytes();
        self.emit(&[code, high, low]);
    }

    fn push(&mut self, ty: VType) {
        self.frame.stack.push(ty);
        self.depth += ty.width();
        self.max_stack = self.max_stack.max(self.depth);
    }

    fn pop(&mut self) -> VType {
        let ty = self.frame.stack.pop().expect("operand stack is not empty");
        self.depth -= ty.width();
        ty
    }

    fn pop_expect(&mut self, wanted: u8) {
        let ty = self.pop();
        let fits = match wanted {
            b'I' => ty == VType::Int,
            b'J' => ty == VType::Long,
            b'F' => ty == VType::Float,
            b'D' => ty == VType::Double,
            _ => matches!(ty, VType::Ref(_) | VType::Null),
        };
        assert!(fits, "operand {ty:?} where {} is wanted", wanted as char);
    }

    fn apply(&mut self, effect: &str) {
        let (pops, pushes) = effect.split_once('>').expect("effect");
        for &wanted in pops.as_bytes().iter().rev() {
            self.pop_expect(wanted);
        }
        for pushed in pushes.bytes() {
            self.push(match pushed {
                b'I' => VType::Int,
                b'J' => VType::Long,
                b'F' => VType::Float,
                b'D' => VType::Double,
                _ => VType::Null,
            });
        }
    }

    // ---- instructions

    /// An instruction without operands and with a fixed effect.
    pub fn op(&mut self, code: u8) {
        if !self.reachable {
            return;
        }
        self.apply(info(code).1);
        self.emit(&[code]);
        if matches!(code, op::IRETURN..=op::RETURN | op::ATHROW) {
            self.reachable = false;
        }
    }

    pub fn ops(&mut self, codes: &[u8]) {
        codes.iter().for_each(|&code| self.op(code));
    }

    pub fn iconst(&mut self, value: i32) {
        if !self.reachable {
            return;
        }
        match value {
            -1..=5 => return self.op((op::ICONST_0 as i32 + value) as u8),
            -0x80..=0x7f => self.emit(&[op::BIPUSH, value as u8]),
            -0x8000..=0x7fff => self.emit_u16(op::SIPUSH, value as u16),
            _ => {
                let index = self.pool.int(value);
                self.ldc(index);
            }
        }
        self.push(VType::Int);
    }

    pub fn lconst(&mut self, value: i64) {
        if !self.reachable {
            return;
        }
        match value {
            0 | 1 => self.op(op::LCONST_0 + value as u8),
            -0x8000..=0x7fff => {
                self.iconst(value as i32);
                self.op(op::I2L);
            }
            _ => {
                let index = self.pool.long(value);
                self.emit_u16(op::LDC2_W, index);
                self.push(VType::Long);
            }
        }
    }

    pub fn dconst(&mut self, bits: u64) {
        if !self.reachable {
            return;
        }
        if bits == 0 || bits == 1.0f64.to_bits() {
            return self.op(op::DCONST_0 + u8::from(bits != 0));
        }
        let index = self.pool.double(bits);
        self.emit_u16(op::LDC2_W, index);
        self.push(VType::Double);
    }

    fn ldc(&mut self, index: u16) {
        match u8::try_from(index) {
            Ok(short) => self.emit(&[op::LDC, short]),
            Err(_) => self.emit_u16(op::LDC_W, index),
        }
    }

    pub fn ldc_class(&mut self, name: &str) {
        if self.reachable {
            let index = self.pool.class(name);
            self.ldc(index);
            let ty = self.ref_type("java/lang/Class");
            self.push(ty);
        }
    }

    pub fn ldc_string(&mut self, text: &str) {
        if self.reachable {
            let index = self.pool.string(text);
            self.ldc(index);
            let ty = self.ref_type("java/lang/String");
            self.push(ty);
        }
    }

    /// Pushes a local, whose type is the tracked one.
    pub fn load(&mut self, local: usize) {
        if !self.reachable {
            return;
        }
        let ty = self.frame.locals.get(local).copied().unwrap_or(VType::Top);
        self.local_op(op::ILOAD, op::ILOAD_0, ty, local);
        self.push(ty);
    }

    /// Pops into a local, which takes the type of what was popped.
    pub fn store(&mut self, local: usize) {
        if !self.reachable {
            return;
        }
        let ty = self.pop();
        self.local_op(op::ISTORE, op::ISTORE_0, ty, local);
        let end = local + ty.width();
        if self.frame.locals.len() < end {
            self.frame.locals.resize(end, VType::Top);
        }
        // Overwriting the second half of a wide local kills it.
        if local > 0 && self.frame.locals[local - 1].width() == 2 {
            self.frame.locals[local - 1] = VType::Top;
        }
        self.frame.locals[local] = ty;
        if ty.width() == 2 {
            self.frame.locals[local + 1] = VType::Top;
        }
        self.max_locals = self.max_locals.max(end);
    }

    fn local_op(&mut self, base: u8, base_0: u8, ty: VType, local: usize) {
        let kind = match ty {
            VType::Int => 0,
            VType::Long => 1,
            VType::Float => 2,
            VType::Double => 3,
            VType::Null | VType::Ref(_) => 4,
            VType::Top => panic!("local {local} holds no value here"),
        };
        match local {
            0..=3 => self.emit(&[base_0 + 4 * kind + local as u8]),
            4..=255 => self.emit(&[base + kind, local as u8]),
            _ => {
                self.emit(&[op::WIDE]);
                self.emit_u16(base + kind, local as u16);
            }
        }
    }

    /// Adds to an int local.
    pub fn iinc(&mut self, local: usize, delta: i16) {
        if !self.reachable {
            return;
        }
        match (u8::try_from(local), i8::try_from(delta)) {
            (Ok(local), Ok(delta)) => self.emit(&[op::IINC, local, delta as u8]),
            _ => {
                self.emit(&[op::WIDE]);
                self.emit_u16(op::IINC, local as u16);
                self.emit(&delta.to_be_bytes());
            }
        }
    }

    pub fn pop_value(&mut self) {
        if self.reachable {
            let wide = self.pop().width() == 2;
            self.emit(&[if wide { op::POP2 } else { op::POP }]);
        }
    }

    pub fn dup(&mut self) {
        if self.reachable {
            let ty = self.pop();
            self.push(ty);
            self.push(ty);
            let wide = ty.width() == 2;
            self.emit(&[if wide { op::DUP2 } else { op::DUP }]);
        }
    }

    pub fn getfield(&mut self, class: &str, name: &str, descriptor: &str) {
        if self.reachable {
            self.pop_expect(b'A');
            self.field_op(op::GETFIELD, class, name, descriptor);
            let ty = self.vtype(descriptor);
            self.push(ty);
        }
    }
    pub fn putfield(&mut self, class: &str, name: &str, descriptor: &str) {
        if self.reachable {
            self.pop();
            self.pop_expect(b'A');
            self.field_op(op::PUTFIELD, class, name, descriptor);
        }
    }
    pub fn getstatic(&mut self, class: &str, name: &str, descriptor: &str) {
        if self.reachable {
            self.field_op(op::GETSTATIC, class, name, descriptor);
            let ty = self.vtype(descriptor);
            self.push(ty);
        }
    }
    pub fn putstatic(&mut self, class: &str, name: &str, descriptor: &str) {
        if self.reachable {
            self.pop();
            self.field_op(op::PUTSTATIC, class, name, descriptor);
        }
    }
    fn field_op(&mut self, code: u8, class: &str, name: &str, descriptor: &str) {
        let index = self.pool.field(class, name, descriptor);
        self.emit_u16(code, index);
    }

    pub fn invokestatic(&mut self, class: &str, name: &str, descriptor: &str) {
        self.invoke(op::INVOKESTATIC, class, name, descriptor);
    }
    pub fn invokevirtual(&mut self, class: &str, name: &str, descriptor: &str) {
        self.invoke(op::INVOKEVIRTUAL, class, name, descriptor);
    }
    pub fn invokespecial(&mut self, class: &str, name: &str, descriptor: &str) {
        self.invoke(op::INVOKESPECIAL, class, name, descriptor);
    }
    pub fn invokeinterface(&mut self, class: &str, name: &str, descriptor: &str) {
        self.invoke(op::INVOKEINTERFACE, class, name, descriptor);
    }

    fn invoke(&mut self, code: u8, class: &str, name: &str, descriptor: &str) {
        if !self.reachable {
            return;
        }
        let (params, result) = split_descriptor(descriptor);
        let mut width = 1;
        for param in params.iter().rev() {
            let wanted = self.vtype(param);
            let ty = self.pop();
            let both_refs = matches!(ty, VType::Ref(_) | VType::Null)
                && matches!(wanted, VType::Ref(_) | VType::Null);
            assert!(
                ty == wanted || both_refs,
                "{class}.{name}{descriptor}: {ty:?}"
            );
            width += ty.width();
        }
        if code != op::INVOKESTATIC {
            self.pop_expect(b'A');
        }
        if code == op::INVOKEINTERFACE {
            let index = self.pool.interface_method(class, name, descriptor);
            self.emit_u16(code, index);
            self.emit(&[width as u8, 0]);
        } else {
            let index = self.pool.method(class, name, descriptor);
            self.emit_u16(code, index);
        }
        if result != "V" {
            let ty = self.vtype(result);
            self.push(ty);
        }
    }

    /// `new`; the caller goes on with `dup`, arguments and `invokespecial` and does not branch in between.
    pub fn new_object(&mut self, class: &str) {
        self.class_op(op::NEW, class, "", Some(class));
    }
    pub fn checkcast(&mut self, class: &str) {
        self.class_op(op::CHECKCAST, class, "A", Some(class));
    }
    pub fn instanceof(&mut self, class: &str) {
        self.class_op(op::INSTANCEOF, class, "A", None);
    }
    fn class_op(&mut self, code: u8, class: &str, pops: &str, result: Option<&str>) {
        if !self.reachable {
            return;
        }
        pops.bytes().for_each(|b| self.pop_expect(b));
        let index = self.pool.class(class);
        self.emit_u16(code, index);
        let ty = result.map_or(VType::Int, |name| VType::Ref(self.pool.class(name)));
        self.push(ty);
    }

    /// Array of the element descriptor; the length is on the stack.
    pub fn new_array(&mut self, element: &str) {
        if !self.reachable {
            return;
        }
        self.pop_expect(b'I');
        let primitive = match element {
            "Z" => Some(4),
            "C" => Some(5),
            "F" => Some(6),
            "D" => Some(7),
            "B" => Some(8),
            "S" => Some(9),
            "I" => Some(10),
            "J" => Some(11),
            _ => None,
        };
        match primitive {
            Some(code) => self.emit(&[op::NEWARRAY, code]),
            None => {
                let index = self.pool.class(class_name_of(element));
                self.emit_u16(op::ANEWARRAY, index);
            }
        }
        let ty = self.ref_type(&format!("[{element}"));
        self.push(ty);
    }

    /// Loads from a reference array; `element` is the descriptor of what it holds.
    pub fn aaload(&mut self, element: &str) {
        if self.reachable {
            self.pop_expect(b'I');
            self.pop_expect(b'A');
            self.emit(&[op::AALOAD]);
            let ty = self.vtype(element);
            self.push(ty);
        }
    }

    // ---- control

    pub fn new_label(&mut self) -> Label {
        self.labels.push(LabelInfo::default());
        Label(self.labels.len() as u32 - 1)
    }

    /// Declares the frame that holds at a label, whoever jumps to it. The stack is empty, or as given.
    pub fn set_frame(&mut self, label: Label, frame: Frame) {
        self.labels[label.0 as usize].frame = Some(frame);
    }

    fn target(&mut self, label: Label) {
        let info = &mut self.labels[label.0 as usize];
        assert!(
            info.frame.is_some() || !info.placed,
            "backward branch to a label without frame"
        );
        if info.frame.is_none() {
            info.frame = Some(self.frame.clone());
        }
        info.is_target = true;
    }

    pub fn branch(&mut self, code: u8, target: Label) {
        if !self.reachable {
            return;
        }
        self.apply(info(code).1);
        self.target(target);
        let after = (code != op::GOTO).then(|| self.frame.clone());
        self.items.push(Item::Branch {
            op: code,
            target,
            after,
        });
        self.reachable = code != op::GOTO;
    }

    pub fn goto(&mut self, target: Label) {
        self.branch(op::GOTO, target);
    }

    /// `cases` are sorted by key and different.
    pub fn switch(&mut self, cases: Vec<(i32, Label)>, default: Label) {
        if !self.reachable {
            return;
        }
        self.pop_expect(b'I');
        self.target(default);
        for &(_, label) in &cases {
            self.target(label);
        }
        let range = match (cases.first(), cases.last()) {
            (Some(low), Some(high)) => i64::from(high.0) - i64::from(low.0) + 1,
            _ => 0,
        };
        let is_dense = range > 0 && 4 * range + 4 <= 8 * cases.len() as i64 + 16;
        self.items.push(if is_dense {
            let low = cases[0].0;
            let mut targets = vec![default; range as usize];
            for (key, label) in cases {
                targets[(i64::from(key) - i64::from(low)) as usize] = label;
            }
            Item::TableSwitch {
                low,
                targets,
                default,
            }
        } else {
            Item::LookupSwitch { cases, default }
        });
        self.reachable = false;
    }

    /// Places a label here. A label nobody branched to and that has no frame is only a mark.
    pub fn place(&mut self, label: Label) {
        let entry = &mut self.labels[label.0 as usize];
        assert!(!entry.placed, "label placed twice");
        entry.placed = true;
        if let Some(frame) = &entry.frame {
            entry.is_target |= !self.reachable;
            self.frame = frame.clone();
            self.depth = frame.stack.iter().map(|t| t.width()).sum();
            self.reachable = true;
            self.max_locals = self.max_locals.max(self.frame.locals.len());
            self.max_stack = self.max_stack.max(self.depth);
        }
        self.items.push(Item::Label(label));
    }

    /// Places a label where two values meet: the top of the stack has the type `ty` afterwards.
    pub fn place_joined(&mut self, label: Label, ty: VType) {
        if let Some(frame) = &mut self.labels[label.0 as usize].frame {
            *frame.stack.last_mut().expect("a value to join") = ty;
        }
        self.place(label);
    }

    /// Protects the code between two placed labels.
    pub fn handler(&mut self, start: Label, end: Label, target: Label, class: &str) {
        let class = self.pool.class(class);
        self.labels[target.0 as usize].is_target = true;
        self.handlers.push(Handler {
            start,
            end,
            target,
            class,
        });
    }

    pub fn line(&mut self, line: u32) {
        let line = line.min(0xffff) as u16;
        if self.reachable && line != 0 && line != self.line {
            self.line = line;
            self.items.push(Item::Line(line));
        }
    }
}

fn descriptor_type(pool: &mut Pool, descriptor: &str) -> VType {
    match descriptor.as_bytes()[0] {
        b'Z' | b'B' | b'S' | b'C' | b'I' => VType::Int,
        b'J' => VType::Long,
        b'F' => VType::Float,
        b'D' => VType::Double,
        _ => VType::Ref(pool.class(class_name_of(descriptor))),
    }
}

//! Offsets of items, relaxation of branches, and the Code attribute's bytes.

use super::code::{Code, Item, Label};
use super::frames::{self, PlacedFrame};
use super::opcode::{inverse, op};

/// The JVM takes no more.
pub const MAX_CODE: usize = 65_535;

/// A method's code attribute, without name and length.
pub struct Assembled {
    pub info: Vec<u8>,
    /// Bytes of instructions.
    pub code_len: usize,
}

struct Layout {
    /// By item: its offset.
    starts: Vec<usize>,
    /// By label.
    labels: Vec<usize>,
    /// By item: branch with a 32-bit offset.
    wide: Vec<bool>,
    len: usize,
}

impl Code<'_> {
    /// Ends the method. The error is the number of bytes when there are too many.
    pub fn finish(mut self) -> Result<Assembled, usize> {
        assert!(
            !self.is_reachable(),
            "control falls off the end of the code"
        );
        let layout = self.layout();
        if layout.len > MAX_CODE {
            return Err(layout.len);
        }
        let code = self.encode(&layout);
        debug_assert_eq!(code.len(), layout.len);
        let mut info = Vec::with_capacity(code.len() + 64);
        let stack = u16::try_from(self.max_stack).expect("operand stack fits");
        let locals = u16::try_from(self.max_locals).expect("locals fit");
        put_u16(&mut info, stack);
        put_u16(&mut info, locals);
        info.extend((code.len() as u32).to_be_bytes());
        info.extend(&code);
        self.put_handlers(&mut info, &layout);
        self.put_attributes(&mut info, &layout);
        Ok(Assembled {
            info,
            code_len: code.len(),
        })
    }

    fn layout(&self) -> Layout {
        let mut layout = Layout {
            starts: vec![0; self.items.len()],
            labels: vec![0; self.labels.len()],
            wide: vec![false; self.items.len()],
            len: 0,
        };
        loop {
            self.place_items(&mut layout);
            if !self.widen(&mut layout) {
                return layout;
            }
        }
    }

    fn place_items(&self, layout: &mut Layout) {
        let (mut at, mut run) = (0, 0);
        for (index, item) in self.items.iter().enumerate() {
            layout.starts[index] = at;
            at += match item {
                Item::Bytes(end) => end - std::mem::replace(&mut run, *end),
                Item::Branch { op, .. } => match (layout.wide[index], *op) {
                    (false, _) => 3,
                    (true, op::GOTO) => 5,
                    (true, _) => 8,
                },
                Item::TableSwitch { targets, .. } => padding(at) + 13 + 4 * targets.len(),
                Item::LookupSwitch { cases, .. } => padding(at) + 9 + 8 * cases.len(),
                Item::Label(label) => {
                    layout.labels[label.0 as usize] = at;
                    0
                }
                Item::Line(_) => 0,
            };
        }
        layout.len = at;
    }

    fn widen(&self, layout: &mut Layout) -> bool {
        let mut changed = false;
        for (index, item) in self.items.iter().enumerate() {
            if let Item::Branch { target, .. } = item {
                let distance =
                    layout.labels[target.0 as usize] as i64 - layout.starts[index] as i64;
                if !layout.wide[index] && i16::try_from(distance).is_err() {
                    layout.wide[index] = true;
                    changed = true;
                }
            }
        }
        changed
    }

    fn encode(&self, layout: &Layout) -> Vec<u8> {
        let mut out = Vec::with_capacity(layout.len);
        let mut run = 0;
        let offset =
            |label: &Label, from: usize| layout.labels[label.0 as usize] as i32 - from as i32;
        for (index, item) in self.items.iter().enumerate() {
            let at = layout.starts[index];
            match item {
                Item::Bytes(end) => {
                    out.extend(&self.bytes[std::mem::replace(&mut run, *end)..*end])
                }
                Item::Branch { op, target, .. } if !layout.wide[index] => {
                    out.push(*op);
                    out.extend((offset(target, at) as i16).to_be_bytes());
                }
                Item::Branch { op, target, .. } => {
                    let mut from = at;
                    if *op != op::GOTO {
                        out.extend([inverse(*op), 0, 8]);
                        from += 3;
                    }
                    out.push(op::GOTO_W);
                    out.extend(offset(target, from).to_be_bytes());
                }
                Item::TableSwitch {
                    low,
                    targets,
                    default,
                } => {
                    out.push(op::TABLESWITCH);
                    out.resize(out.len() + padding(at), 0);
                    let high = low + (targets.len() as i32 - 1);
                    for word in [offset(default, at), *low, high] {
                        out.extend(word.to_be_bytes());
                    }
                    targets
                        .iter()
                        .for_each(|t| out.extend(offset(t, at).to_be_bytes()));
                }
                Item::LookupSwitch { cases, default } => {
                    out.push(op::LOOKUPSWITCH);
                    out.resize(out.len() + padding(at), 0);
                    out.extend(offset(default, at).to_be_bytes());
                    out.extend((cases.len() as u32).to_be_bytes());
                    for (key, target) in cases {
                        out.extend(key.to_be_bytes());
                        out.extend(offset(target, at).to_be_bytes());
                    }
                }
                Item::Label(_) | Item::Line(_) => {}
            }
        }
        out
    }

    fn put_handlers(&self, info: &mut Vec<u8>, layout: &Layout) {
        let offset = |label: Label| layout.labels[label.0 as usize] as u16;
        let live = self
            .handlers
            .iter()
            .filter(|h| offset(h.start) != offset(h.end));
        let live: Vec<_> = live.collect();
        put_u16(info, live.len() as u16);
        for handler in live {
            put_u16(info, offset(handler.start));
            put_u16(info, offset(handler.end));
            put_u16(info, offset(handler.target));
            put_u16(info, handler.class);
        }
    }

    fn put_attributes(&mut self, info: &mut Vec<u8>, layout: &Layout) {
        let frames = self.placed_frames(layout);
        let lines = self.line_table(layout);
        put_u16(
            info,
            u16::from(!frames.is_empty()) + u16::from(!lines.is_empty()),
        );
        if !frames.is_empty() {
            let name = self.pool.utf8("StackMapTable");
            let table = frames::encode(&self.initial, &frames);
            put_attribute(info, name, &table);
        }
        if !lines.is_empty() {
            let name = self.pool.utf8("LineNumberTable");
            let mut table = Vec::new();
            put_u16(&mut table, lines.len() as u16);
            for (offset, line) in lines {
                put_u16(&mut table, offset as u16);
                put_u16(&mut table, line);
            }
            put_attribute(info, name, &table);
        }
    }

    /// Frames in order of offset. Labels at one offset share a frame: what all of them have.
    fn placed_frames(&self, layout: &Layout) -> Vec<PlacedFrame> {
        let mut frames: Vec<PlacedFrame> = Vec::new();
        for (index, item) in self.items.iter().enumerate() {
            let (offset, frame) = match item {
                Item::Label(label) => {
                    let info = &self.labels[label.0 as usize];
                    match &info.frame {
                        Some(frame) if info.is_target => (layout.starts[index], frame.clone()),
                        _ => continue,
                    }
                }
                Item::Branch {
                    after: Some(frame), ..
                } if layout.wide[index] => (layout.starts[index] + 8, frame.clone()),
                _ => continue,
            };
            match frames.last_mut() {
                Some(last) if last.offset == offset => last.meet(frame),
                _ => frames.push(PlacedFrame { offset, frame }),
            }
        }
        frames
    }

    fn line_table(&self, layout: &Layout) -> Vec<(usize, u16)> {
        let mut lines: Vec<(usize, u16)> = Vec::new();
        for (index, item) in self.items.iter().enumerate() {
            if let Item::Line(line) = item {
                let offset = layout.starts[index];
                if lines.last().is_some_and(|l| l.0 == offset) {
                    lines.pop();
                }
                if offset < layout.len {
                    lines.push((offset, *line));
                }
            }
        }
        lines
    }
}

/// Zero bytes between a switch opcode at `at` and its first word.
fn padding(at: usize) -> usize {
    3 - at % 4
}

pub(super) fn put_u16(out: &mut Vec<u8>, value: u16) {
    out.extend(value.to_be_bytes());
}

fn put_attribute(out: &mut Vec<u8>, name: u16, body: &[u8]) {
    put_u16(out, name);
    out.extend((body.len() as u32).to_be_bytes());
    out.extend(body);
}

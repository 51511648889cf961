//! The StackMapTable attribute, with the short forms wherever they apply.

use super::layout::put_u16;
use super::types::{Frame, VType};

#[derive(Debug)]
pub struct PlacedFrame {
    pub offset: usize,
    pub frame: Frame,
}

impl PlacedFrame {
    /// Weakens the frame to what holds in `other` too, whose types are taken.
    pub fn meet(&mut self, mut other: Frame) {
        let mine = &self.frame.locals;
        for (at, ty) in other.locals.iter_mut().enumerate() {
            if mine.get(at).is_none_or(|t| *t == VType::Top) {
                *ty = VType::Top;
            }
        }
        self.frame = other;
    }
}

/// Locals as the table lists them: a wide one once, no trailing tops.
fn listed(locals: &[VType]) -> Vec<VType> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < locals.len() {
        out.push(locals[at]);
        at += locals[at].width();
    }
    while out.last() == Some(&VType::Top) {
        out.pop();
    }
    out
}

/// Body of the attribute. `initial` is the frame that the method's descriptor implies.
pub fn encode(initial: &Frame, frames: &[PlacedFrame]) -> Vec<u8> {
    let mut out = Vec::new();
    put_u16(&mut out, frames.len() as u16);
    let mut locals = listed(&initial.locals);
    let mut last_offset = None;
    for placed in frames {
        let delta = match last_offset {
            None => placed.offset,
            Some(last) => placed.offset - last - 1,
        };
        let next = listed(&placed.frame.locals);
        put_frame(&mut out, delta as u16, &locals, &next, &placed.frame.stack);
        locals = next;
        last_offset = Some(placed.offset);
    }
    out
}

fn put_frame(out: &mut Vec<u8>, delta: u16, before: &[VType], now: &[VType], stack: &[VType]) {
    let common = before.iter().zip(now).take_while(|(a, b)| a == b).count();
    let (gone, added) = (before.len() - common, now.len() - common);
    match (stack, gone, added) {
        ([], 0, 0) if delta < 64 => out.push(delta as u8),
        ([], 0, 0) => {
            out.push(251);
            put_u16(out, delta);
        }
        ([one], 0, 0) => {
            if delta < 64 {
                out.push(64 + delta as u8);
            } else {
                out.push(247);
                put_u16(out, delta);
            }
            put_type(out, *one);
        }
        ([], 1..=3, 0) => {
            out.push(251 - gone as u8);
            put_u16(out, delta);
        }
        ([], 0, 1..=3) => {
            out.push(251 + added as u8);
            put_u16(out, delta);
            now[common..].iter().for_each(|t| put_type(out, *t));
        }
        _ => {
            out.push(255);
            put_u16(out, delta);
            for list in [now, stack] {
                put_u16(out, list.len() as u16);
                list.iter().for_each(|t| put_type(out, *t));
            }
        }
    }
}

fn put_type(out: &mut Vec<u8>, ty: VType) {
    match ty {
        VType::Top => out.push(0),
        VType::Int => out.push(1),
        VType::Float => out.push(2),
        VType::Double => out.push(3),
        VType::Long => out.push(4),
        VType::Null => out.push(5),
        VType::Ref(class) => {
            out.push(7);
            put_u16(out, class);
        }
    }
}

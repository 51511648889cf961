//! What the interpreter asks of its surroundings.

use std::any::Any;
use std::rc::Rc;

use crate::module::Signature;

/// An opaque host object.
pub type Handle = Rc<dyn Any>;

/// An argument of an extern. Arrays are lent for the call and may be written; an array handed in twice is a copy the
/// second time. `None` is null.
#[derive(Debug)]
pub enum HostArg {
    I1(bool),
    I32(i32),
    I64(i64),
    F64(f64),
    Bytes(Option<Vec<u8>>),
    Longs(Option<Vec<i64>>),
    Handle(Option<Handle>),
}

/// Result of an extern; must be of the signature's type.
#[derive(Debug)]
pub enum HostValue {
    Void,
    I1(bool),
    I32(i32),
    I64(i64),
    F64(f64),
    Bytes(Option<Vec<u8>>),
    Longs(Option<Vec<i64>>),
    Handle(Option<Handle>),
    /// The program is over, with this exit code.
    Exit(i32),
}

/// Provider of host primitives.
pub trait ExternHost {
    /// The number under which [`ExternHost::call`] will name the extern; `None` if this host has none of that name.
    fn resolve(&mut self, name: &str, sig: &Signature) -> Option<u32>;
    /// Arguments are as many and of the types that the signature said.
    fn call(&mut self, number: u32, args: &mut [HostArg]) -> HostValue;
}

/// A host without primitives.
pub struct NoHost;

impl ExternHost for NoHost {
    fn resolve(&mut self, _name: &str, _sig: &Signature) -> Option<u32> {
        None
    }
    fn call(&mut self, number: u32, _args: &mut [HostArg]) -> HostValue {
        unreachable!("extern {number} was never resolved")
    }
}

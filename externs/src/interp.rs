//! A host for the IR's reference interpreter (feature `interp`).

use kaa_ir::interp::{ExternHost, HostArg, HostValue};
use kaa_ir::module::Signature;

use crate::{Arg, Externs, Ret, call};

/// Hands the interpreter's externs on to an implementation of [`Externs`]. `proc_exit` ends the interpreted program
/// ([`kaa_ir::interp::Outcome::Exit`]), not the process.
pub struct InterpHost<'h> {
    host: &'h mut dyn Externs,
    known: Vec<String>,
    names: Vec<String>,
}

impl<'h> InterpHost<'h> {
    pub fn new(host: &'h mut dyn Externs) -> Self {
        let rows = crate::parse(crate::TABLE).expect("the table is well formed");
        InterpHost {
            host,
            known: rows.into_iter().map(|row| row.name).collect(),
            names: Vec::new(),
        }
    }
}

impl ExternHost for InterpHost<'_> {
    fn resolve(&mut self, name: &str, _sig: &Signature) -> Option<u32> {
        if !self.known.iter().any(|known| known == name) {
            return None;
        }
        self.names.push(name.to_owned());
        Some(self.names.len() as u32 - 1)
    }

    fn call(&mut self, number: u32, args: &mut [HostArg]) -> HostValue {
        let name = &self.names[number as usize];
        if let ("proc_exit", [HostArg::I32(code)]) = (name.as_str(), &*args) {
            return HostValue::Exit(*code);
        }
        let mut lent: Vec<Arg> = args
            .iter_mut()
            .map(|arg| match arg {
                HostArg::I1(v) => Arg::I1(*v),
                HostArg::I32(v) => Arg::I32(*v),
                HostArg::I64(v) => Arg::I64(*v),
                HostArg::F64(v) => Arg::F64(*v),
                HostArg::Bytes(Some(v)) => Arg::Bytes(v),
                HostArg::Longs(Some(v)) => Arg::I64s(v),
                other => panic!("extern {name}: argument {other:?}"),
            })
            .collect();
        match call(self.host, name, &mut lent) {
            Some(Ret::None) => HostValue::Void,
            Some(Ret::I1(v)) => HostValue::I1(v),
            Some(Ret::I32(v)) => HostValue::I32(v),
            Some(Ret::I64(v)) => HostValue::I64(v),
            Some(Ret::F64(v)) => HostValue::F64(v),
            Some(Ret::Bytes(v)) => HostValue::Bytes(Some(v)),
            Some(Ret::Null) => HostValue::Bytes(None),
            None => panic!("extern {name}: arguments are not those of the table"),
        }
    }
}

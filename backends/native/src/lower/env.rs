//! What the lowering of every function of a module reads.

use std::sync::Arc;

use cranelift_codegen::ir::types::{I8, I32, I64};
use cranelift_codegen::ir::{self as clif, AbiParam, SourceLoc, Type};
use cranelift_codegen::isa::{CallConv, TargetIsa};
use kaa_abi::symbols;
use kaa_ir::function::TrapCode;
use kaa_ir::{Loc, Module, SigId};
use rustc_hash::FxHashMap;

use crate::analysis::Collects;
use crate::image::Image;
use crate::layout::Layout;

/// Name space of functions in external names, as `cranelift-module` numbers them.
pub const FUNCTIONS: u32 = 0;
/// Name spaces of places in the descriptor table and in the image; the index is the offset. That an offset is no part of the
/// code lets the code of a function be kept when only places have changed.
pub const TYPES: u32 = 2;
pub const IMAGE: u32 = 3;

/// A function outside the module.
pub struct Decl {
    pub id: u32,
    pub signature: clif::Signature,
}

/// Shared, read-only state.
pub struct Env<'a> {
    pub module: &'a Module,
    pub layout: &'a Layout,
    pub image: &'a Image,
    pub collects: Collects,
    pub isa: Arc<dyn TargetIsa>,
    /// Object-file number of each function of the module.
    pub funcs: Vec<u32>,
    pub externs: Vec<Decl>,
    pub runtime: FxHashMap<String, Decl>,
    /// Object-file numbers of the descriptor table and the image.
    pub types_data: u32,
    pub image_data: u32,
    /// Signature of an interpreter's handlers, which call one another in return position.
    pub handlers: Option<SigId>,
    /// First number of each file's lines in a source location.
    pub file_base: Vec<u32>,
}

impl Env<'_> {
    pub fn runtime(&self, name: &str) -> &Decl {
        let decl = self.runtime.get(name);
        decl.unwrap_or_else(|| panic!("lower: the runtime function {name} is not declared"))
    }

    pub fn srcloc(&self, loc: Loc) -> SourceLoc {
        match self.file_base.get(loc.file as usize) {
            Some(base) if loc.line > 0 => SourceLoc::new(base + loc.line),
            _ => SourceLoc::default(),
        }
    }
}

/// Name and signature of every function that the runtime offers to compiled code.
pub fn runtime_signatures() -> Vec<(String, clif::Signature)> {
    let saving = CallConv::PreserveAll;
    let plain = CallConv::SystemV;
    let mut all = vec![
        row(symbols::ALLOC_FIXED, saving, &[I64, I32], None),
        row(symbols::ALLOC_ARRAY, saving, &[I64, I32, I32], None),
        row(symbols::BOX_INT, saving, &[I64, I64], None),
        row(symbols::BARRIER, saving, &[I64, I64, I64], None),
        row(symbols::BARRIER_RANGE, saving, &[I64, I64, I32, I32], None),
        row(symbols::ARR_EQUAL, plain, &[I64, I64, I64], Some(I8)),
        row(symbols::ARR_COMPARE, plain, &[I64, I64, I64], Some(I32)),
        row(symbols::ARR_FIND8, plain, &[I64, I64, I32], Some(I64)),
        row(symbols::IDENTITY_HASH, plain, &[I64, I64], Some(I32)),
        row(symbols::UNIQUE_ID, plain, &[I64, I64], Some(I64)),
        row(symbols::WEAK_NEW, plain, &[I64, I64], Some(I64)),
        row(symbols::FINALIZER_REGISTER, plain, &[I64, I64], None),
        row(symbols::FINALIZER_NEXT, plain, &[I64], Some(I64)),
        row(symbols::GC_COLLECT, plain, &[I64], None),
        row(symbols::GC_STAT, plain, &[I64, I32], Some(I64)),
        row(symbols::GC_PRESSURE, plain, &[I64, I64], None),
        row("memmove", plain, &[I64, I64, I64], Some(I64)),
        row("memset", plain, &[I64, I32, I64], Some(I64)),
    ];
    for (_, code) in TrapCode::ALL {
        all.push(row(
            &format!("{}{code}", symbols::TRAP_PREFIX),
            plain,
            &[],
            None,
        ));
    }
    all
}

fn row(
    name: &str,
    conv: CallConv,
    params: &[Type],
    result: Option<Type>,
) -> (String, clif::Signature) {
    let mut signature = clif::Signature::new(conv);
    signature.params = params.iter().map(|&ty| AbiParam::new(ty)).collect();
    signature.returns = result.iter().map(|&ty| AbiParam::new(ty)).collect();
    (name.to_owned(), signature)
}

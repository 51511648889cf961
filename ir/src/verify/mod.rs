//! The verifier: every invariant of a module, each with its id. All errors are collected, not only the first.
//!
//! - V01 entities that are named exist, and names are unique within their kind
//! - V02 every block ends in exactly one terminator, which is last
//! - V03 each value is defined once and its uses are dominated by its definition
//! - V04 operands match the op's patterns and types
//! - V05 results match the op's patterns and types
//! - V06 block arguments match the parameters in number and type (of `try_` calls after the implicit first)
//! - V07 the entry block has the signature's parameters and no predecessor
//! - V08 return matches the signature
//! - V09 the class tree has no cycle, final classes no subclass, immediate classes exactly one i64 field
//! - V10 method implementations fit the slot (receiver may be the subclass, result may be a subtype)
//! - V11 a concrete class implements all slots and gives all constants
//! - V12 `new` names a concrete, not immediate class and `new_imm` an immediate one
//! - V13 throw and `try_` calls only before `lower_exceptions`, `exc_` ops only after
//! - V14 `nothrow` functions contain no raising op that is not itself known nothrow
//! - V15 immediates are of the kind the table says and within range
//! - V16 switch has one case a successor after the default, all different
//! - V17 context, exception and entry are set where ops need them and have the right form
//! - V18 storage-only types appear in no value (held by the types of the IR; the parser reports it)
//! - V19 frozen fields and class constants have values of their types
//! - V20 blocks are reachable from the entry

mod inst;
mod module;
mod ssa;

use crate::analysis::CallGraph;
use crate::entity::*;
use crate::module::Module;
use crate::text::{function_text, inst_text};

/// A broken invariant and where it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifyError {
    /// `V01` and so on.
    pub id: &'static str,
    pub func: Option<FuncId>,
    /// Function, block and instruction in words; empty for the module.
    pub place: String,
    pub message: String,
}

impl std::fmt::Display for VerifyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.place.is_empty() {
            true => write!(f, "{}: {}", self.id, self.message),
            false => write!(f, "{}: {}: {}", self.id, self.place, self.message),
        }
    }
}

/// Checks declarations and all functions. Declarations that are broken keep the functions from being looked at.
pub fn verify(module: &Module) -> Result<(), Vec<VerifyError>> {
    let mut errors = module::check(module);
    if errors.is_empty() {
        let graph = CallGraph::new(module);
        for (id, _) in module.funcs.iter() {
            check_function(module, &graph, id, &mut errors);
        }
    }
    match errors.is_empty() {
        true => Ok(()),
        false => Err(errors),
    }
}

/// Checks one function, in a module whose declarations are sound.
pub fn verify_function(module: &Module, id: FuncId) -> Result<(), Vec<VerifyError>> {
    let mut errors = Vec::new();
    check_function(module, &CallGraph::new(module), id, &mut errors);
    match errors.is_empty() {
        true => Ok(()),
        false => Err(errors),
    }
}

/// Stops with all errors and the first broken function's text.
///
/// # Panics
/// If the module is not valid; `when` says after what.
pub fn expect_valid(module: &Module, when: &str) {
    let Err(errors) = verify(module) else {
        return;
    };
    let shown: Vec<String> = errors.iter().take(20).map(|e| e.to_string()).collect();
    let text = errors.iter().find_map(|e| e.func);
    let text = text.map_or(String::new(), |f| function_text(module, &module.funcs[f]));
    panic!(
        "{} invariants broken after {when}:\n{}\n{text}",
        errors.len(),
        shown.join("\n")
    );
}

fn check_function(module: &Module, graph: &CallGraph, id: FuncId, errors: &mut Vec<VerifyError>) {
    let mut checker = FuncChecker {
        module,
        graph,
        id,
        func: &module.funcs[id],
        errors,
    };
    if checker.func.is_declaration() {
        return;
    }
    // Later checks walk over what the earlier ones found whole.
    if checker.structure() {
        checker.insts();
        checker.dominance();
    }
}

struct FuncChecker<'m, 'e> {
    module: &'m Module,
    graph: &'m CallGraph,
    id: FuncId,
    func: &'m crate::Function,
    errors: &'e mut Vec<VerifyError>,
}

impl FuncChecker<'_, '_> {
    fn error(&mut self, id: &'static str, block: Option<Block>, message: impl Into<String>) {
        let name = &self.func.name;
        let place = match block {
            Some(block) => format!("@{name} {}", self.block_name(block)),
            None => format!("@{name}"),
        };
        self.push(id, place, message.into());
    }

    fn inst_error(
        &mut self,
        id: &'static str,
        block: Block,
        inst: Inst,
        message: impl Into<String>,
    ) {
        let place = format!(
            "@{} {} `{}`",
            self.func.name,
            self.block_name(block),
            inst_text(self.module, self.func, inst)
        );
        self.push(id, place, message.into());
    }

    fn push(&mut self, id: &'static str, place: String, message: String) {
        self.errors.push(VerifyError {
            id,
            func: Some(self.id),
            place,
            message,
        });
    }

    fn block_name(&self, block: Block) -> String {
        match self.func.layout.iter().position(|&b| b == block) {
            Some(i) => format!("block{i}"),
            None => format!("absent block {}", block.0),
        }
    }
}

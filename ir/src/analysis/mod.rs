//! Facts about functions and modules that the verifier, the passes and the backends ask for.

pub mod callgraph;
pub mod cfg;
pub mod dominators;
pub mod liveness;
pub mod loops;
pub mod nothrow;

pub use callgraph::CallGraph;
pub use cfg::Cfg;
pub use dominators::Dominators;
pub use liveness::Liveness;
pub use loops::Loops;
pub use nothrow::Nothrow;

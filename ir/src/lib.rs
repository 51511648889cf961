//! The shared typed SSA IR.

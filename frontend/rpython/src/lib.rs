//! RPython source to IR.

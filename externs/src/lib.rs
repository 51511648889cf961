//! The host primitives, declared once in python/externs.toml.

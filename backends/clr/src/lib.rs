//! IR to CIL assemblies.

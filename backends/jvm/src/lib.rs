//! IR to class files.

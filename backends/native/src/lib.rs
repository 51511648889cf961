//! IR to native objects.

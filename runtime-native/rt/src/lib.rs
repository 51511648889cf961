//! Native runtime: entry, traps and the C symbols that compiled code calls.

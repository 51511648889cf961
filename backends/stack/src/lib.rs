//! SSA to operand-stack scheduling shared by the JVM and CLR backends.

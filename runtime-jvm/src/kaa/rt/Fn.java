package kaa.rt;

/** Function reference; for each signature there is an abstract class below with a method {@code call}. */
public abstract class Fn {}

"""Flags of `@pytype(..., flags=...)`, kept in `W_Type.flags`."""

from python.rpython import Final

FINAL_TYPE: Final = 1  # not an acceptable base type
NO_NEW: Final = 2  # cannot create instances by calling the type
SEQUENCE: Final = 4  # matches `case [..]`
MAPPING: Final = 8  # matches `case {..}`
HEAP_TYPE: Final = 16  # made by a class statement or type(); its attributes may be set
ABSTRACT_TYPE: Final = 32  # __abstractmethods__ is not empty
METHOD_LIKE: Final = 64  # LOAD_METHOD may split it: a function called with self first
HAS_DICT: Final = 128  # instances have __dict__
HAS_WEAKREF: Final = 256  # instances can be weakly referenced
DATA_DESCR: Final = 512  # builtin type whose instances are data descriptors
INT_SUBCLASS: Final = 1024  # quick tests, as CPython's Py_TPFLAGS_*_SUBCLASS
EXC_SUBCLASS: Final = 2048

"""Numbers of the special methods that operations look up through the per-type slot cache."""

from python.rpython import Final

S_ADD: Final = 0
S_SUB: Final = 1
S_MUL: Final = 2
S_TRUEDIV: Final = 3
S_FLOORDIV: Final = 4
S_MOD: Final = 5
S_POW: Final = 6
S_MATMUL: Final = 7
S_AND: Final = 8
S_OR: Final = 9
S_XOR: Final = 10
S_LSHIFT: Final = 11
S_RSHIFT: Final = 12
S_DIVMOD: Final = 13
N_BINARY: Final = 14
S_REFLECTED: Final = 14  # S_REFLECTED + S_ADD is __radd__
S_INPLACE: Final = 28  # S_INPLACE + S_ADD is __iadd__; divmod has none
S_LT: Final = 42  # the order of the comparisons is that of the opcodes
S_LE: Final = 43
S_EQ: Final = 44
S_NE: Final = 45
S_GT: Final = 46
S_GE: Final = 47
S_NEG: Final = 48
S_POS: Final = 49
S_INVERT: Final = 50
S_ABS: Final = 51
S_BOOL: Final = 52
S_INT: Final = 53
S_FLOAT: Final = 54
S_INDEX: Final = 55
S_HASH: Final = 56
S_LEN: Final = 57
S_GETITEM: Final = 58
S_SETITEM: Final = 59
S_DELITEM: Final = 60
S_CONTAINS: Final = 61
S_ITER: Final = 62
S_NEXT: Final = 63
S_REPR: Final = 64
S_STR: Final = 65
S_FORMAT: Final = 66
S_CALL: Final = 67
S_GET: Final = 68
S_SET: Final = 69
S_DELETE: Final = 70
S_GETATTRIBUTE: Final = 71
S_GETATTR: Final = 72
S_SETATTR: Final = 73
S_DELATTR: Final = 74
S_NEW: Final = 75
S_INIT: Final = 76
S_DEL: Final = 77
S_ENTER: Final = 78
S_EXIT: Final = 79
S_AENTER: Final = 80
S_AEXIT: Final = 81
S_AWAIT: Final = 82
S_AITER: Final = 83
S_ANEXT: Final = 84
S_LENGTH_HINT: Final = 85
S_MISSING: Final = 86
S_REVERSED: Final = 87
S_INSTANCECHECK: Final = 88
S_SUBCLASSCHECK: Final = 89
S_COMPLEX: Final = 90
S_BYTES: Final = 91
S_ROUND: Final = 92
S_TRUNC: Final = 93
S_FSPATH: Final = 94
S_BUFFER: Final = 95
N_SLOTS: Final = 96


def slot_name(slot: int) -> str:
    """Name of the special method with this number."""
    return SLOT_NAMES[slot]


SLOT_NAMES: Final = [
    "__add__", "__sub__", "__mul__", "__truediv__", "__floordiv__", "__mod__", "__pow__", "__matmul__",
    "__and__", "__or__", "__xor__", "__lshift__", "__rshift__", "__divmod__",
    "__radd__", "__rsub__", "__rmul__", "__rtruediv__", "__rfloordiv__", "__rmod__", "__rpow__", "__rmatmul__",
    "__rand__", "__ror__", "__rxor__", "__rlshift__", "__rrshift__", "__rdivmod__",
    "__iadd__", "__isub__", "__imul__", "__itruediv__", "__ifloordiv__", "__imod__", "__ipow__", "__imatmul__",
    "__iand__", "__ior__", "__ixor__", "__ilshift__", "__irshift__", "",
    "__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__",
    "__neg__", "__pos__", "__invert__", "__abs__", "__bool__", "__int__", "__float__", "__index__",
    "__hash__", "__len__", "__getitem__", "__setitem__", "__delitem__", "__contains__", "__iter__", "__next__",
    "__repr__", "__str__", "__format__", "__call__", "__get__", "__set__", "__delete__",
    "__getattribute__", "__getattr__", "__setattr__", "__delattr__", "__new__", "__init__", "__del__",
    "__enter__", "__exit__", "__aenter__", "__aexit__", "__await__", "__aiter__", "__anext__",
    "__length_hint__", "__missing__", "__reversed__", "__instancecheck__", "__subclasscheck__",
    "__complex__", "__bytes__", "__round__", "__trunc__", "__fspath__", "__buffer__",
]

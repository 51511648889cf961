"""Opcode support module. The bytecode here is Kaa's own: none of CPython's opcodes is valid."""

ENABLE_SPECIALIZATION = False
ENABLE_SPECIALIZATION_FT = False

_NB_OPS = [
    ("NB_ADD", "+"),
    ("NB_AND", "&"),
    ("NB_FLOOR_DIVIDE", "//"),
    ("NB_LSHIFT", "<<"),
    ("NB_MATRIX_MULTIPLY", "@"),
    ("NB_MULTIPLY", "*"),
    ("NB_REMAINDER", "%"),
    ("NB_OR", "|"),
    ("NB_POWER", "**"),
    ("NB_RSHIFT", ">>"),
    ("NB_SUBTRACT", "-"),
    ("NB_TRUE_DIVIDE", "/"),
    ("NB_XOR", "^"),
    ("NB_INPLACE_ADD", "+="),
    ("NB_INPLACE_AND", "&="),
    ("NB_INPLACE_FLOOR_DIVIDE", "//="),
    ("NB_INPLACE_LSHIFT", "<<="),
    ("NB_INPLACE_MATRIX_MULTIPLY", "@="),
    ("NB_INPLACE_MULTIPLY", "*="),
    ("NB_INPLACE_REMAINDER", "%="),
    ("NB_INPLACE_OR", "|="),
    ("NB_INPLACE_POWER", "**="),
    ("NB_INPLACE_RSHIFT", ">>="),
    ("NB_INPLACE_SUBTRACT", "-="),
    ("NB_INPLACE_TRUE_DIVIDE", "/="),
    ("NB_INPLACE_XOR", "^="),
    ("NB_SUBSCR", "[]"),
]


def stack_effect(opcode, oparg=None, /, *, jump=None):
    """Compute the stack effect of the opcode."""
    raise ValueError("invalid opcode or oparg")


def is_valid(opcode):
    """Return True if opcode is valid, False otherwise."""
    return False


def _property(opcode):
    return False


has_arg = has_const = has_name = has_jump = has_free = has_local = has_exc = _property


def get_nb_ops():
    """Return array of symbols of binary ops.

    Indexed by the BINARY_OP oparg value."""
    return list(_NB_OPS)


def get_intrinsic1_descs():
    """Return a list of names of the unary intrinsics."""
    return []


def get_intrinsic2_descs():
    """Return a list of names of the binary intrinsics."""
    return []


def get_special_method_names():
    """Return a list of special method names."""
    return ["__enter__", "__exit__", "__aenter__", "__aexit__"]


def get_executor(code, offset):
    """Return the executor object at offset in code if exists, None otherwise."""
    return None


def get_specialization_stats():
    """Return the specialization stats"""
    return None

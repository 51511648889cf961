"""Builtin functions and methods: `builtin_function_or_method`, `method_descriptor`, `wrapper_descriptor`."""

from python.rpython import Final, Fn, arr, arr_copy, cold, getset, builtin, nonnull, pytype, typeof
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.singletons import w_None
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import W_Type
from python.interpreter.arguments import match_builtin_args


class Signature:
    """Parameters of a builtin. Positional first (positional-only ones lead), then keyword-only, `*args`, `**kwargs`."""

    names: Final[arr[str]]
    n_posonly: Final[int]
    n_pos: Final[int]
    n_kwonly: Final[int]
    has_varargs: Final[bool]
    has_varkw: Final[bool]
    n_required_pos: Final[int]
    optional: Final[arr[bool]]

    def __init__(
        self,
        names: arr[str],
        n_posonly: int,
        n_pos: int,
        n_kwonly: int,
        has_varargs: bool,
        has_varkw: bool,
        n_required_pos: int,
        optional: arr[bool],
    ) -> None:
        self.names = names
        self.n_posonly = n_posonly
        self.n_pos = n_pos
        self.n_kwonly = n_kwonly
        self.has_varargs = has_varargs
        self.has_varkw = has_varkw
        self.n_required_pos = n_required_pos
        self.optional = optional

    def slots(self) -> int:
        """Length of the array `fnv` takes."""
        n = self.n_pos + self.n_kwonly
        if self.has_varargs:
            n = n + 1
        if self.has_varkw:
            n = n + 1
        return n

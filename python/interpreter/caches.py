"""Inline caches: one object for each cache word of a code object, made when the site is first reached."""

from python.rpython import i32
from python.objects.base import W_Object
from python.objects.dict_strategy import DictStrategy
from python.objects.shape import Shape
from python.objects.type_ import W_Type


class Cache:
    """One class for all kinds of sites: the opcode says which fields it reads.

    Attributes: `shape` (or `w_type` with `version`) guards; `index` is a storage slot, or -1 when `w_value` is the answer.
    A site that sees several shapes keeps a short chain of caches.
    Globals: `strategy`, `version` (the table's stamp) and `index` guard and locate; builtins have the second set.
    """

    shape: Shape | None = None
    new_shape: Shape | None = None
    w_type: W_Type | None = None
    version: int = 0
    index: int = -1
    w_value: W_Object | None = None
    strategy: DictStrategy | None = None
    strategy2: DictStrategy | None = None
    version2: int = 0
    w_class: W_Type | None = None  # attributes of classes: the class itself
    next: Cache | None = None  # what the site has seen before, newest first
    depth: i32 = 0  # caches behind this one

    def __init__(self) -> None:
        pass

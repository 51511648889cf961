"""IteratorMixin: the Python-level methods every builtin iterator has; the class gives `iter_next`."""

from python.interpreter.iteration import next_or_stop
from python.objects.base import W_Object
from python.rpython import builtin, mixin


@mixin
class IteratorMixin:
    """`length_hint()` is the number of items left."""

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())

    @builtin("__length_hint__")
    def descr_length_hint(self) -> int:
        return self.length_hint()

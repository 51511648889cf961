"""`__del__` of objects found unreachable by the collector."""

from python.rpython import finalizer_next
from python.objects.base import W_Object
from python.objects.weakref_ import WeakrefList
from python.interpreter.calling import call_descr0
from python.interpreter.errors import OperationError
from python.interpreter.report import write_unraisable
from python.interpreter.slots import S_DEL


def run_finalizers() -> None:
    while True:
        dead = finalizer_next()
        if dead is None:
            return
        if isinstance(dead, W_Object):
            call_del(dead)
        elif isinstance(dead, WeakrefList):
            dead.call_callbacks()


def call_del(w_obj: W_Object) -> None:
    w_del = w_obj.gettypeobject().slot(S_DEL)
    if w_del is None:
        return
    try:
        call_descr0(w_del, w_obj)
    except OperationError as e:
        write_unraisable(e, "Exception ignored while calling deallocator", w_del)

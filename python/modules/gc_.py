"""gc: the garbage collector as Python programs steer it. There are no reference counts: every object is its business."""

from python.interpreter.errors import not_implemented_error, value_error
from python.interpreter.finalizers import run_finalizers
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.int_ import W_Int
from python.objects.list_ import new_list
from python.objects.module_ import W_Module
from python.objects.tuple_ import new_tuple
from python.rpython import Final, arr, builtin_function, gc_collect, gc_stat

MODULE: Final = "gc"


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("DEBUG_STATS", W_Int(1))
    w_module.attr_set("DEBUG_COLLECTABLE", W_Int(2))
    w_module.attr_set("DEBUG_UNCOLLECTABLE", W_Int(4))
    w_module.attr_set("DEBUG_SAVEALL", W_Int(32))
    w_module.attr_set("DEBUG_LEAK", W_Int(38))
    w_module.attr_set("garbage", new_list([]))
    w_module.attr_set("callbacks", new_list([]))


class Settings:
    """What a program has set; the collector decides by itself when to run."""

    enabled: bool
    debug: int
    thresholds: arr[int]

    def __init__(self) -> None:
        self.enabled = True
        self.debug = 0
        self.thresholds = [2000, 10, 10]


settings: Final = Settings()


@builtin_function
def collect(generation: int = 2) -> int:
    """Run the garbage collector.

    With no arguments, run a full collection.  The optional argument
    may be an integer specifying which generation to collect.  A ValueError
    is raised if the generation number is invalid.

    The number of unreachable objects is returned."""
    if generation < 0 or generation > 2:
        raise value_error("invalid generation")
    gc_collect()
    run_finalizers()
    return 0


@builtin_function
def enable() -> None:
    """Enable automatic garbage collection."""
    settings.enabled = True


@builtin_function
def disable() -> None:
    """Disable automatic garbage collection."""
    settings.enabled = False


@builtin_function
def isenabled() -> bool:
    """Returns true if automatic garbage collection is enabled."""
    return settings.enabled


@builtin_function
def set_debug(flags: int, /) -> None:
    """Set the garbage collection debugging flags.

      flags
        An integer that can have the following bits turned on:
          DEBUG_STATS - Print statistics during collection.
          DEBUG_COLLECTABLE - Print collectable objects found.
          DEBUG_UNCOLLECTABLE - Print unreachable but uncollectable objects found.
          DEBUG_SAVEALL - Save objects to gc.garbage rather than freeing them.
          DEBUG_LEAK - Debug leaking programs (everything but STATS).

    Debugging information is written to sys.stderr."""
    settings.debug = flags


@builtin_function
def get_debug() -> int:
    """Get the garbage collection debugging flags."""
    return settings.debug


@builtin_function
def set_threshold(threshold0: int, threshold1: int = 10, threshold2: int = 10, /) -> None:
    """set_threshold(threshold0, [threshold1, [threshold2]])
    Set the collection thresholds (the collection frequency).

    Setting 'threshold0' to zero disables collection."""
    settings.thresholds = [threshold0, threshold1, threshold2]


@builtin_function
def get_threshold() -> W_Object:
    """Return the current collection thresholds."""
    return new_tuple([W_Int(settings.thresholds[0]), W_Int(settings.thresholds[1]), W_Int(settings.thresholds[2])])


@builtin_function
def get_count() -> W_Object:
    """Return a three-tuple of the current collection counts."""
    return new_tuple([W_Int(0), W_Int(0), W_Int(0)])


@builtin_function
def get_stats() -> W_Object:
    """Return a list of dictionaries containing per-generation statistics."""
    items = arr[W_Object](3)
    for i in range(3):
        w_row = W_Dict()
        w_row.set_str("collections", W_Int(gc_stat(i) if i < 2 else 0))
        w_row.set_str("collected", W_Int(0))
        w_row.set_str("uncollectable", W_Int(0))
        items[i] = w_row
    return new_list(items)


@builtin_function
def is_tracked(obj: W_Object, /) -> bool:
    """Returns true if the object is tracked by the garbage collector.

    Simple atomic objects will return false."""
    return not isinstance(obj, W_Int)


@builtin_function
def is_finalized(obj: W_Object, /) -> bool:
    """Returns true if the object has been already finalized by the GC."""
    return False


@builtin_function
def freeze() -> None:
    """Freeze all current tracked objects and ignore them for future collections.

    This can be used before a POSIX fork() call to make the gc copy-on-write
    friendly.
    Note: collection before a POSIX fork() call may free pages for future
    allocation which can cause copy-on-write."""


@builtin_function
def unfreeze() -> None:
    """Unfreeze all objects in the permanent generation.

    Put all objects in the permanent generation back into oldest generation."""


@builtin_function
def get_freeze_count() -> int:
    """Return the number of objects in the permanent generation."""
    return 0


@builtin_function
def get_objects(generation: W_Object | None = None) -> W_Object:
    """Return a list of objects tracked by the collector (excluding the list returned)."""
    raise not_implemented_error("gc.get_objects() is not supported: the collector does not list objects")


@builtin_function
def get_referents(*objs: arr[W_Object]) -> W_Object:
    """Return the list of objects that are directly referred to by 'objs'."""
    raise not_implemented_error("gc.get_referents() is not supported: the collector does not list objects")


@builtin_function
def get_referrers(*objs: arr[W_Object]) -> W_Object:
    """Return the list of objects that directly refer to any of 'objs'."""
    raise not_implemented_error("gc.get_referrers() is not supported: the collector does not list objects")

"""Module specs and the loader that the built-in import system shows to programs."""

from python.rpython import builtin, getset, pytype, setter
from python.interpreter.operation import repr_w
from python.objects.base import W_Object
from python.objects.singletons import w_False, w_None
from python.objects.str_ import W_Str


def parent_of(name: str) -> str:
    """`a.b` of `a.b.c`; empty at the top."""
    dot = name.rfind(".")
    if dot < 0:
        return ""
    return name.slice(0, dot)


@pytype("importlib.machinery.ModuleSpec")
class W_ModuleSpec(W_Object):
    """The specification for a module, used for loading."""

    name: str
    w_loader: W_Object
    w_origin: W_Object
    w_locations: W_Object
    w_state: W_Object
    w_cached: W_Object
    w_initializing: W_Object
    has_file: bool

    def __init__(self, name: str, w_loader: W_Object, w_origin: W_Object, w_locations: W_Object, has_file: bool) -> None:
        self.name = name
        self.w_loader = w_loader
        self.w_origin = w_origin
        self.w_locations = w_locations
        self.w_state = w_None
        self.w_cached = w_None
        self.w_initializing = w_False
        self.has_file = has_file

    @getset("name")
    def get_name(self) -> str:
        return self.name

    @setter("name")
    def set_name(self, w_value: W_Object) -> None:
        if isinstance(w_value, W_Str):
            self.name = w_value

    @getset("loader")
    def get_loader(self) -> W_Object:
        return self.w_loader

    @setter("loader")
    def set_loader(self, w_value: W_Object) -> None:
        self.w_loader = w_value

    @getset("origin")
    def get_origin(self) -> W_Object:
        return self.w_origin

    @setter("origin")
    def set_origin(self, w_value: W_Object) -> None:
        self.w_origin = w_value

    @getset("submodule_search_locations")
    def get_locations(self) -> W_Object:
        return self.w_locations

    @setter("submodule_search_locations")
    def set_locations(self, w_value: W_Object) -> None:
        self.w_locations = w_value

    @getset("loader_state")
    def get_state(self) -> W_Object:
        return self.w_state

    @setter("loader_state")
    def set_state(self, w_value: W_Object) -> None:
        self.w_state = w_value

    @getset("cached")
    def get_cached(self) -> W_Object:
        return self.w_cached

    @setter("cached")
    def set_cached(self, w_value: W_Object) -> None:
        self.w_cached = w_value

    @getset("_initializing")
    def get_initializing(self) -> W_Object:
        return self.w_initializing

    @setter("_initializing")
    def set_initializing(self, w_value: W_Object) -> None:
        self.w_initializing = w_value

    @getset("parent")
    def get_parent(self) -> str:
        """The name of the module's parent."""
        if self.w_locations is w_None:
            return parent_of(self.name)
        return self.name

    @getset("has_location")
    def get_has_location(self) -> bool:
        return self.has_file

    @builtin("__repr__")
    def descr_repr(self) -> str:
        text = f"ModuleSpec(name={repr_w(self.name)}, loader={repr_w(self.w_loader)}"
        if self.w_origin is not w_None:
            text = f"{text}, origin={repr_w(self.w_origin)}"
        if self.w_locations is not w_None:
            text = f"{text}, submodule_search_locations={repr_w(self.w_locations)}"
        return text + ")"

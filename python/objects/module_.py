"""module, and the table of modules built into the interpreter."""

from python.rpython import Any, Final, Fn, arr, builtin, getset, pytype, setter, typeof
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.flags import HAS_DICT
from python.objects.int_ import W_Int
from python.objects.list_ import new_list
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.type_ import W_Type
from python.interpreter.attributes import find_attr, missing_attribute, module_get, pending
from python.interpreter.calling import call0, call1
from python.interpreter.errors import OperationError, attribute_error_msg, type_error
from python.interpreter.iteration import unpack_iterable
from python.interpreter.nametable import NameTable
from python.interpreter.operation import is_true, repr_w
from python.objects.type_ import type_name


@pytype("module", flags=HAS_DICT)
class W_Module(W_Object):
    """Create a module object.

    The name must be a string; the optional docstring can have any type."""

    w_type: W_Type
    w_dict: W_Dict
    weakrefs: Any | None = None

    def __init__(self, w_type: W_Type, w_dict: W_Dict) -> None:
        self.w_type = w_type
        self.w_dict = w_dict

    def gettypeobject(self) -> W_Type:
        return self.w_type

    def attr_get(self, name: str) -> W_Object | None:
        return self.w_dict.get_str(name)

    def attr_set(self, name: str, w_value: W_Object) -> bool:
        self.w_dict.set_str(name, w_value)
        return True

    def attr_del(self, name: str) -> bool:
        return self.w_dict.del_str(name)

    def has_dict(self) -> bool:
        return True

    def getdict(self) -> W_Dict | None:
        return self.w_dict

    def setclass(self, w_type: W_Type) -> bool:
        if not w_type.is_subtype(typeof(W_Module)):
            return False
        self.w_type = w_type
        return True

    def get_weakrefs(self) -> Any | None:
        return self.weakrefs

    def set_weakrefs(self, refs: Any | None) -> bool:
        self.weakrefs = refs
        return True

    def name_or(self, default: str) -> str:
        w_name = self.w_dict.get_str("__name__")
        if isinstance(w_name, W_Str):
            return w_name
        return default

    def is_initializing(self) -> bool:
        w_spec = self.w_dict.get_str("__spec__")
        if w_spec is None or w_spec is w_None:
            return False
        w_flag = find_attr(w_spec, "_initializing")
        return w_flag is not None and is_true(w_flag)

    def missing(self, name: str) -> OperationError:
        w_name = self.w_dict.get_str("__name__")
        if not isinstance(w_name, W_Str):
            return attribute_error_msg(self, name, f"module has no attribute '{name}'")
        if self.is_initializing():
            return attribute_error_msg(
                self,
                name,
                f"partially initialized module '{w_name}' has no attribute '{name}' "
                "(most likely due to a circular import)",
            )
        return attribute_error_msg(self, name, f"module '{w_name}' has no attribute '{name}'")

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return W_Module(w_type, W_Dict())

    @builtin("__init__")
    def descr_init(self, name: W_Object, doc: W_Object | None = None) -> None:
        if not isinstance(name, W_Str):
            raise type_error(f"module() argument 'name' must be str, not {type_name(name)}")
        if doc is None:
            doc = w_None
        self.w_dict.set_str("__name__", name)
        self.w_dict.set_str("__doc__", doc)
        self.w_dict.set_str("__package__", w_None)
        self.w_dict.set_str("__loader__", w_None)
        self.w_dict.set_str("__spec__", w_None)

    @builtin("__getattribute__")
    def descr_getattribute(self, name: str, /) -> W_Object:
        pending.error = None
        w_value = module_get(self, name)
        if w_value is None:
            raise missing_attribute(self, name)
        return w_value

    @builtin("__repr__")
    def descr_repr(self) -> str:
        name = self.name_or("?")
        w_spec = self.w_dict.get_str("__spec__")
        w_file = self.w_dict.get_str("__file__")
        if w_file is not None:
            return f"<module {repr_w(name)} from {repr_w(w_file)}>"
        if w_spec is not None and w_spec is not w_None:
            w_origin = find_attr(w_spec, "origin")
            if isinstance(w_origin, W_Str):
                if w_origin == "built-in":
                    return f"<module {repr_w(name)} (built-in)>"
                return f"<module {repr_w(name)} from {repr_w(w_origin)}>"
        return f"<module {repr_w(name)}>"

    @builtin("__dir__")
    def descr_dir(self) -> W_Object:
        """__dir__() -> list
        specialized dir() implementation"""
        w_dir = self.w_dict.get_str("__dir__")
        if w_dir is not None:
            return call0(w_dir)
        return new_list(unpack_iterable(self.w_dict))

    @getset("__dict__")
    def get_dict(self) -> W_Object:
        return self.w_dict

    @getset("__annotations__")
    def get_annotations(self) -> W_Object:
        w_annotations = self.w_dict.get_str("__annotations__")
        if w_annotations is not None:
            return w_annotations
        w_annotate = self.w_dict.get_str("__annotate__")
        w_result: W_Object = W_Dict()
        if w_annotate is not None and w_annotate is not w_None:
            w_result = call1(w_annotate, W_Int(1))
        self.w_dict.set_str("__annotations__", w_result)
        return w_result

    @setter("__annotations__")
    def set_annotations(self, w_value: W_Object) -> None:
        self.w_dict.set_str("__annotations__", w_value)


class ModuleStep:
    """A function that fills a module, and the ones after it."""

    fill: Fn[[], None]
    next: ModuleStep | None = None

    def __init__(self, fill: Fn[[], None]) -> None:
        self.fill = fill

    def append(self, step: ModuleStep) -> None:
        following = self.next
        if following is None:
            self.next = step
        else:
            following.append(step)


class ModuleTable:
    """Modules of the interpreter itself, by name; the importer moves them to `sys.modules` when asked for.

    A module is made and filled when it is first asked for."""

    table: NameTable[W_Module]
    steps: NameTable[ModuleStep]

    def __init__(self) -> None:
        self.table = NameTable[W_Module]()
        self.steps = NameTable[ModuleStep]()

    def add_step(self, name: str, fill: Fn[[], None]) -> None:
        step = ModuleStep(fill)
        last = self.steps.get(name)
        if last is None:
            self.steps.set(name, step)
        else:
            last.append(step)

    def names(self) -> arr[str]:
        return self.steps.names()

    def get(self, name: str) -> W_Module | None:
        w_module = self.table.get(name)
        if w_module is None and self.steps.get(name) is not None:
            return self.get_or_make(name)
        return w_module

    def get_or_make(self, name: str) -> W_Module:
        w_module = self.table.get(name)
        if w_module is not None:
            return w_module
        w_module = new_module(name)
        # The steps themselves ask for it.
        self.table.set(name, w_module)
        step = self.steps.get(name)
        while step is not None:
            fill = step.fill
            fill()
            step = step.next
        return w_module


def new_module(name: str) -> W_Module:
    w_module = W_Module(typeof(W_Module), W_Dict())
    w_module.w_dict.set_str("__name__", name)
    w_module.w_dict.set_str("__doc__", w_None)
    w_module.w_dict.set_str("__package__", w_None)
    w_module.w_dict.set_str("__loader__", w_None)
    w_module.w_dict.set_str("__spec__", w_None)
    return w_module


builtin_modules: Final = ModuleTable()

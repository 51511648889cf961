"""function: a code object with its globals, defaults and closure."""

from python.rpython import Any, Final, arr, builtin, getset, pytype, setter
from python.objects.base import W_Object
from python.objects.cell import W_Cell
from python.objects.code import CO_HAS_DOCSTRING, W_Code
from python.objects.dict_ import W_Dict
from python.objects.flags import FINAL_TYPE
from python.objects.int_ import W_Int
from python.objects.method import W_Method
from python.objects.object_ import hex_id
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type
from python.interpreter.calling import call1, call_with_dict, is_callable
from python.interpreter.errors import type_error, value_error
from python.interpreter.frame import find_builtins
from python.interpreter.loop import run_function
from python.objects.type_ import type_name


@pytype("function", flags=FINAL_TYPE)
class W_Function(W_Object):
    """Create a function object.

      code
        a code object
      globals
        the globals dictionary
      name
        a string that overrides the name from the code object
      argdefs
        a tuple that specifies the default argument values
      closure
        a tuple that supplies the bindings for free variables
      kwdefaults
        a dictionary that specifies the default keyword argument values"""

    code: W_Code
    w_globals: W_Dict
    w_builtins: W_Dict
    name: str
    qualname: str
    defaults: arr[W_Object]
    w_kwdefaults: W_Dict | None = None
    closure: arr[W_Object]
    w_annotate: W_Object | None = None
    w_annotations: W_Object | None = None
    w_doc: W_Object
    w_module: W_Object | None = None
    w_dict: W_Dict | None = None
    w_type_params: W_Object | None = None
    weakrefs: Any | None = None

    def __init__(self, code: W_Code, w_globals: W_Dict, closure: arr[W_Object]) -> None:
        self.code = code
        self.w_globals = w_globals
        self.w_builtins = find_builtins(w_globals)
        self.name = code.name
        self.qualname = code.qualname
        self.defaults = arr[W_Object](0)
        self.closure = closure
        self.w_doc = w_None
        if (code.flags & CO_HAS_DOCSTRING) != 0:
            self.w_doc = code.consts[0]
        self.w_module = w_globals.get_str("__name__")

    def call_args(self, args: arr[W_Object], names: arr[str] | None) -> W_Object:
        return run_function(self, args, names)

    def attr_get(self, name: str) -> W_Object | None:
        w_dict = self.w_dict
        if w_dict is None:
            return None
        return w_dict.get_str(name)

    def attr_set(self, name: str, w_value: W_Object) -> bool:
        self.the_dict().set_str(name, w_value)
        return True

    def attr_del(self, name: str) -> bool:
        return self.the_dict().del_str(name)

    def has_dict(self) -> bool:
        return True

    def the_dict(self) -> W_Dict:
        w_dict = self.w_dict
        if w_dict is None:
            w_dict = W_Dict()
            self.w_dict = w_dict
        return w_dict

    def getdict(self) -> W_Dict | None:
        return self.the_dict()

    def setdict(self, w_dict: W_Dict) -> bool:
        self.w_dict = w_dict
        return True

    def get_weakrefs(self) -> Any | None:
        return self.weakrefs

    def set_weakrefs(self, refs: Any | None) -> bool:
        self.weakrefs = refs
        return True

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type,
        code: W_Code,
        globals: W_Dict,
        name: W_Object | None = None,
        argdefs: W_Object | None = None,
        closure: W_Object | None = None,
        kwdefaults: W_Object | None = None,
    ) -> W_Object:
        cells = arr[W_Object](0)
        if isinstance(closure, W_Tuple):
            cells = closure.items
        elif closure is not None and closure is not w_None:
            raise type_error("arg 5 (closure) must be tuple")
        elif len(code.freevars) > 0:
            raise type_error("arg 5 (closure) must be tuple")
        if len(cells) != len(code.freevars):
            raise value_error(f"{code.name} requires closure of length {len(code.freevars)}, not {len(cells)}")
        for i in range(len(cells)):
            if not isinstance(cells[i], W_Cell):
                raise type_error(f"arg 5 (closure) expected cell, found {type_name(cells[i])}")
        w_func = W_Function(code, globals, cells)
        if isinstance(name, W_Str):
            w_func.name = name
        elif name is not None and name is not w_None:
            raise type_error("arg 3 (name) must be None or string")
        if argdefs is not None:
            w_func.set_defaults(argdefs)
        if kwdefaults is not None:
            w_func.set_kwdefaults(kwdefaults)
        return w_func

    @builtin("__call__")
    def descr_call(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return call_with_dict(self, args_w, w_kwargs)

    @builtin("__get__")
    def descr_get(self, w_obj: W_Object, w_type: W_Object | None = None, /) -> W_Object:
        if w_obj is w_None and w_type is not None and w_type is not w_None.gettypeobject():
            return self
        return W_Method(self, w_obj)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"<function {self.qualname} at {hex_id(self)}>"

    @getset("__name__")
    def get_name(self) -> str:
        return self.name

    @setter("__name__")
    def set_name(self, w_value: W_Object) -> None:
        if not isinstance(w_value, W_Str):
            raise type_error("__name__ must be set to a string object")
        self.name = w_value

    @getset("__qualname__")
    def get_qualname(self) -> str:
        return self.qualname

    @setter("__qualname__")
    def set_qualname(self, w_value: W_Object) -> None:
        if not isinstance(w_value, W_Str):
            raise type_error("__qualname__ must be set to a string object")
        self.qualname = w_value

    @getset("__doc__")
    def get_doc(self) -> W_Object:
        return self.w_doc

    @setter("__doc__")
    def set_doc(self, w_value: W_Object) -> None:
        self.w_doc = w_value

    @getset("__module__")
    def get_module(self) -> W_Object:
        w_module = self.w_module
        if w_module is None:
            return w_None
        return w_module

    @setter("__module__")
    def set_module(self, w_value: W_Object) -> None:
        self.w_module = w_value

    @getset("__code__")
    def get_code(self) -> W_Object:
        return self.code

    @setter("__code__")
    def set_code(self, w_value: W_Object) -> None:
        if not isinstance(w_value, W_Code):
            raise type_error("__code__ must be set to a code object")
        n = len(self.closure)
        if len(w_value.freevars) != n:
            raise value_error(f"{self.name}() requires a code object with {n} free vars, not {len(w_value.freevars)}")
        self.code = w_value

    @getset("__globals__")
    def get_globals(self) -> W_Object:
        return self.w_globals

    @getset("__builtins__")
    def get_builtins(self) -> W_Object:
        return self.w_builtins

    @getset("__defaults__")
    def get_defaults(self) -> W_Object:
        if len(self.defaults) == 0:
            return w_None
        return new_tuple(self.defaults)

    @setter("__defaults__")
    def set_defaults(self, w_value: W_Object) -> None:
        if w_value is w_None:
            self.defaults = arr[W_Object](0)
        elif isinstance(w_value, W_Tuple):
            self.defaults = w_value.items
        else:
            raise type_error("__defaults__ must be set to a tuple object")

    @getset("__kwdefaults__")
    def get_kwdefaults(self) -> W_Object:
        w_kwdefaults = self.w_kwdefaults
        if w_kwdefaults is None:
            return w_None
        return w_kwdefaults

    @setter("__kwdefaults__")
    def set_kwdefaults(self, w_value: W_Object) -> None:
        if w_value is w_None:
            self.w_kwdefaults = None
        elif isinstance(w_value, W_Dict):
            self.w_kwdefaults = w_value
        else:
            raise type_error("__kwdefaults__ must be set to a dict object")

    @getset("__closure__")
    def get_closure(self) -> W_Object:
        if len(self.closure) == 0:
            return w_None
        return new_tuple(self.closure)

    @getset("__annotations__")
    def get_annotations(self) -> W_Object:
        w_annotations = self.w_annotations
        if w_annotations is None:
            w_annotations = self.compute_annotations()
            self.w_annotations = w_annotations
        return w_annotations

    def compute_annotations(self) -> W_Object:
        w_annotate = self.w_annotate
        if w_annotate is None or w_annotate is w_None:
            return W_Dict()
        w_result = call1(w_annotate, W_Int(1))
        if not isinstance(w_result, W_Dict):
            raise type_error(f"__annotate__ returned non-dict of type '{type_name(w_result)}'")
        return w_result

    @setter("__annotations__")
    def set_annotations(self, w_value: W_Object) -> None:
        if w_value is not w_None and not isinstance(w_value, W_Dict):
            raise type_error("__annotations__ must be set to a dict object")
        self.w_annotate = None
        self.w_annotations = w_value
        if w_value is w_None:
            self.w_annotations = None

    @getset("__annotate__")
    def get_annotate(self) -> W_Object:
        w_annotate = self.w_annotate
        if w_annotate is None:
            return w_None
        return w_annotate

    @setter("__annotate__")
    def set_annotate(self, w_value: W_Object) -> None:
        if w_value is not w_None and not is_callable(w_value):
            raise type_error("__annotate__ must be callable or None")
        self.w_annotate = w_value
        if w_value is not w_None:
            self.w_annotations = None

    @getset("__type_params__")
    def get_type_params(self) -> W_Object:
        w_params = self.w_type_params
        if w_params is None:
            return new_tuple(arr[W_Object](0))
        return w_params

    @setter("__type_params__")
    def set_type_params(self, w_value: W_Object) -> None:
        if not isinstance(w_value, W_Tuple):
            raise type_error("__type_params__ must be set to a tuple")
        self.w_type_params = w_value

    @getset("__dict__")
    def get_dict(self) -> W_Object:
        return self.the_dict()

    @setter("__dict__")
    def set_dict(self, w_value: W_Object) -> None:
        if not isinstance(w_value, W_Dict):
            raise type_error("__dict__ must be set to a dictionary, not a '" + type_name(w_value) + "'")
        self.w_dict = w_value

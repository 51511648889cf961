"""The import statement: sys.modules, builtin modules, carried library modules, folders of sys.path.

Finders that a program adds to sys.meta_path are asked in their order; `W_Importer` in that list stands for what is here.
"""

from python.rpython import Final, arr, builtin, cold, pytype, u8
from python.externs import embedded_module
from python.importing.compiling import EXEC, compile_code
from python.importing.files import is_dir, is_file, read_file
from python.importing.spec import W_ModuleSpec, parent_of
from python.interpreter.attributes import find_attr, get_attr, set_attr
from python.interpreter.calling import call, call1
from python.interpreter.codeload import load_code
from python.interpreter.errors import OperationError, import_error, key_error_msg, new_error, type_error, value_error
from python.interpreter.frame import find_builtins, new_frame
from python.interpreter.iteration import unpack_iterable
from python.interpreter.loop import run
from python.interpreter.report import write_error
from python.interpreter.operation import is_true, repr_w, setitem, type_name
from python.objects.base import W_Object
from python.objects.code import W_Code
from python.objects.codecs import decode_utf8, utf8_of_str
from python.objects.dict_ import W_Dict
from python.objects.exceptions.hierarchy import w_ModuleNotFoundError
from python.objects.exceptions.special import W_ImportError
from python.objects.list_ import W_List, new_list
from python.objects.module_ import W_Module, builtin_modules
from python.objects.singletons import w_False, w_None, w_True
from python.objects.str_ import W_Str
from python.rlib.strsearch import str_replace
from python.rpython import typeof

LIBRARY: Final = "<kaa>"


class ImportState:
    """`sys.modules`, `sys.path` and `sys.meta_path` of the interpreter."""

    w_modules: W_Dict
    w_path: W_List
    w_meta_path: W_List
    verbose: bool = False

    def __init__(self) -> None:
        self.w_modules = W_Dict()
        self.w_path = new_list([])
        self.w_meta_path = new_list([])


imports: Final = ImportState()


class Found:
    """Where a module comes from."""

    name: str
    kind: int  # K_...
    path: str  # of the file, empty for builtin ones
    data: arr[u8]  # serialised code of a carried module
    w_locations: W_Object  # of a package

    def __init__(self, name: str, kind: int, path: str, data: arr[u8], w_locations: W_Object) -> None:
        self.name = name
        self.kind = kind
        self.path = path
        self.data = data
        self.w_locations = w_locations


K_BUILTIN: Final = 0
K_CARRIED: Final = 1
K_SOURCE: Final = 2
K_NAMESPACE: Final = 3


@pytype("_kaa.Importer")
class W_Importer(W_Object):
    """Finder and loader of builtin modules, the carried library and source files."""

    @builtin
    def find_spec(self, name: str, path: W_Object = w_None, target: W_Object = w_None) -> W_Object:
        """The spec of the module, or None."""
        found = find_module(name, path)
        if found is None:
            return w_None
        return spec_of(found)

    @builtin
    def create_module(self, spec: W_Object) -> W_Object:
        w_name = get_attr(spec, "name")
        if isinstance(w_name, W_Str):
            w_builtin = builtin_modules.get(w_name)
            if w_builtin is not None:
                return w_builtin
        return w_None

    @builtin
    def exec_module(self, module: W_Object) -> None:
        """Runs the module's code in its namespace."""
        w_spec = get_attr(module, "__spec__")
        w_name = get_attr(w_spec, "name")
        if isinstance(module, W_Module) and isinstance(w_name, W_Str):
            found = find_module(w_name, path_of_parent(w_name))
            if found is not None:
                run_found(found, module)

    @builtin
    def get_code(self, name: str) -> W_Object:
        found = find_module(name, path_of_parent(name))
        if found is None or found.kind == K_BUILTIN or found.kind == K_NAMESPACE:
            return w_None
        return code_of(found)

    @builtin
    def get_source(self, name: str) -> W_Object:
        found = find_module(name, path_of_parent(name))
        if found is None or found.kind != K_SOURCE:
            return w_None
        return decode_source(read_file(found.path).data)

    @builtin
    def is_package(self, name: str) -> bool:
        found = find_module(name, path_of_parent(name))
        return found is not None and found.w_locations is not w_None

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return "<kaa importer>"


def decode_source(data: arr[u8]) -> W_Object:
    return decode_utf8(data, "replace")


w_importer: Final = W_Importer()


def path_of_parent(name: str) -> W_Object:
    parent = parent_of(name)
    if len(parent) == 0:
        return w_None
    w_parent = imports.w_modules.get_str(parent)
    if w_parent is None:
        return w_None
    w_path = find_attr(w_parent, "__path__")
    if w_path is None:
        return w_None
    return w_path


# Finding.


def find_module(name: str, w_path: W_Object) -> Found | None:
    """`w_path`: None for a top-level module, else the package's `__path__`."""
    if w_path is w_None:
        if builtin_modules.get(name) is not None:
            return Found(name, K_BUILTIN, "", arr[u8](0), w_None)
        return find_on_path(name, name, imports.w_path)
    return find_on_path(name, name.slice(name.rfind(".") + 1, len(name)), w_path)


def find_on_path(name: str, tail: str, w_path: W_Object) -> Found | None:
    """The carried library is the entry `<kaa>` of a path."""
    entries = unpack_iterable(w_path)
    portions = new_list([])
    for w_entry in entries:
        if isinstance(w_entry, W_Str):
            folder = w_entry
            if folder == LIBRARY or folder.startswith("<kaa>/"):
                carried = find_carried(name)
                if carried is not None:
                    return carried
            else:
                found = find_in_folder(name, tail, folder)
                if found is not None:
                    return found
                if is_dir(join(folder, tail)):
                    portions.append_w(join(folder, tail))
    if len(portions) > 0:
        return Found(name, K_NAMESPACE, "", arr[u8](0), portions)
    return None


def join(folder: str, name: str) -> str:
    if len(folder) == 0:
        return name
    if folder.endswith("/"):
        return folder + name
    return f"{folder}/{name}"


def find_in_folder(name: str, tail: str, folder: str) -> Found | None:
    package = join(folder, tail)
    init = f"{package}/__init__.py"
    if is_file(init):
        return Found(name, K_SOURCE, init, arr[u8](0), new_list([package]))
    file = f"{package}.py"
    if is_file(file):
        return Found(name, K_SOURCE, file, arr[u8](0), w_None)
    return None


def find_carried(name: str) -> Found | None:
    data = embedded_module(utf8_of_str(name))
    slashed = str_replace(name, ".", "/", -1)
    if data is not None:
        return Found(name, K_CARRIED, f"<kaa>/{slashed}.py", data, w_None)
    data = embedded_module(utf8_of_str(f"{name}.__init__"))
    if data is None:
        return None
    folder = f"<kaa>/{slashed}"
    return Found(name, K_CARRIED, f"{folder}/__init__.py", data, new_list([folder]))


# Loading.


def spec_of(found: Found) -> W_ModuleSpec:
    w_origin: W_Object = found.path
    if found.kind == K_BUILTIN:
        w_origin = "built-in"
    elif found.kind == K_NAMESPACE:
        w_origin = w_None
    has_file = found.kind == K_SOURCE or found.kind == K_CARRIED
    return W_ModuleSpec(found.name, w_importer, w_origin, found.w_locations, has_file)


def code_of(found: Found) -> W_Code:
    if found.kind == K_CARRIED:
        return load_code(found.data)
    result = read_file(found.path)
    if result.error != 0:
        raise import_error(typeof(W_ImportError), found.name, f"cannot read {repr_w(found.path)}")
    return compile_code(result.data, found.path, EXEC, 0)


def load(found: Found) -> W_Object:
    """Makes the module, enters it into sys.modules and runs it; a failure removes it again."""
    name = found.name
    if imports.verbose:
        say_import(found)
    if found.kind == K_BUILTIN:
        w_builtin = builtin_modules.get_or_make(name)
        set_module_attrs(w_builtin, spec_of(found))
        imports.w_modules.set_str(name, w_builtin)
        return w_builtin
    w_module = W_Module(typeof(W_Module), W_Dict())
    w_spec = spec_of(found)
    set_module_attrs(w_module, w_spec)
    imports.w_modules.set_str(name, w_module)
    w_spec.w_initializing = w_True
    try:
        run_found(found, w_module)
    except OperationError as e:
        imports.w_modules.del_str(name)
        raise e
    w_spec.w_initializing = w_False
    w_loaded = imports.w_modules.get_str(name)
    if w_loaded is None:
        raise key_error_msg(name)
    return w_loaded


def say_import(found: Found) -> None:
    """-v"""
    origin = "built-in"
    if found.kind == K_NAMESPACE:
        origin = "namespace"
    elif found.kind != K_BUILTIN:
        origin = found.path
    write_error(f"import {repr_w(found.name)} # {origin}\n")


def set_module_attrs(w_module: W_Module, w_spec: W_ModuleSpec) -> None:
    w_dict = w_module.w_dict
    w_dict.set_str("__name__", w_spec.name)
    if w_dict.get_str("__doc__") is None:
        w_dict.set_str("__doc__", w_None)
    w_dict.set_str("__package__", w_spec.get_parent())
    w_dict.set_str("__loader__", w_spec.w_loader)
    w_dict.set_str("__spec__", w_spec)
    if w_spec.w_locations is not w_None:
        w_dict.set_str("__path__", w_spec.w_locations)
    if w_spec.has_file:
        w_dict.set_str("__file__", w_spec.w_origin)
        w_dict.set_str("__cached__", w_None)


def run_found(found: Found, w_module: W_Module) -> None:
    if found.kind == K_CARRIED or found.kind == K_SOURCE:
        run_code(code_of(found), w_module.w_dict)


def run_code(code: W_Code, w_globals: W_Dict) -> W_Object:
    """Runs a module body in the namespace."""
    if w_globals.get_str("__builtins__") is None:
        w_globals.set_str("__builtins__", builtin_modules.get_or_make("builtins"))
    return run(new_frame(code, w_globals, find_builtins(w_globals), w_globals), None)


# The import statement.


def import_module(name: str) -> W_Object:
    """The module of this absolute name itself, not its top package."""
    w_module = imports.w_modules.get_str(name)
    if w_module is not None and w_module is not w_None:
        return w_module
    return find_and_load(name)


def find_and_load(name: str) -> W_Object:
    parent = parent_of(name)
    w_path: W_Object = w_None
    w_parent: W_Object | None = None
    if len(parent) > 0:
        w_parent = import_module(parent)
        w_already = imports.w_modules.get_str(name)
        if w_already is not None and w_already is not w_None:
            return w_already
        w_found_path = find_attr(w_parent, "__path__")
        if w_found_path is None:
            raise not_found(name, f"No module named {repr_w(name)}; {repr_w(parent)} is not a package")
        w_path = w_found_path
    if imports.w_modules.get_str(name) is w_None:
        raise not_found(name, f"import of {name} halted; None in sys.modules")
    w_module = ask_finders(name, w_path)
    if w_module is None:
        raise not_found(name, f"No module named {repr_w(name)}")
    if w_parent is not None:
        set_attr(w_parent, name.slice(len(parent) + 1, len(name)), w_module)
    return w_module


def ask_finders(name: str, w_path: W_Object) -> W_Object | None:
    for w_finder in unpack_iterable(imports.w_meta_path):
        if w_finder is w_importer:
            found = find_module(name, w_path)
            if found is not None:
                return load(found)
        else:
            w_find = find_attr(w_finder, "find_spec")
            if w_find is not None:
                w_spec = call(w_find, [name, w_path, w_None])
                if w_spec is not w_None:
                    return call1(get_attr(import_module("importlib._bootstrap"), "_load"), w_spec)
    return None


@cold
def not_found(name: str, message: str) -> OperationError:
    return import_error(w_ModuleNotFoundError, name, message)


def import_name(name: str, w_globals: W_Object, w_fromlist: W_Object, level: int) -> W_Object:
    """`__import__`: the top package for `import a.b`, the module itself when names are wanted from it."""
    if level < 0:
        raise value_error("level must be >= 0")
    absolute = name
    if level > 0:
        absolute = resolve(name, package_of(w_globals), level)
    elif len(name) == 0:
        raise value_error("Empty module name")
    w_module = import_module(absolute)
    if not is_true(w_fromlist):
        return top_module(name, absolute, w_module, level)
    if find_attr(w_module, "__path__") is not None:
        import_submodules(w_module, absolute, w_fromlist)
    return w_module


def top_module(name: str, absolute: str, w_module: W_Object, level: int) -> W_Object:
    dot = name.find(".")
    if dot < 0:
        return w_module
    if level == 0:
        return import_module(name.slice(0, dot))
    cut = len(name) - dot
    return import_module(absolute.slice(0, len(absolute) - cut))


def package_of(w_globals: W_Object) -> str:
    """The package that a relative import starts from."""
    if isinstance(w_globals, W_Dict):
        w_package = w_globals.get_str("__package__")
        if w_package is not None and w_package is not w_None:
            if not isinstance(w_package, W_Str):
                raise type_error("package must be a string")
            return w_package
        w_spec = w_globals.get_str("__spec__")
        if w_spec is not None and w_spec is not w_None:
            w_parent = find_attr(w_spec, "parent")
            if w_parent is not None and isinstance(w_parent, W_Str):
                return w_parent
        w_name = w_globals.get_str("__name__")
        if w_name is not None and isinstance(w_name, W_Str):
            if w_globals.get_str("__path__") is not None:
                return w_name
            return parent_of(w_name)
    return ""


def resolve(name: str, package: str, level: int) -> str:
    if len(package) == 0:
        raise new_error(typeof(W_ImportError), "attempted relative import with no known parent package")
    base = package
    for i in range(level - 1):
        dot = base.rfind(".")
        if dot < 0:
            raise new_error(typeof(W_ImportError), "attempted relative import beyond top-level package")
        base = base.slice(0, dot)
    if len(name) == 0:
        return base
    return f"{base}.{name}"


def import_submodules(w_module: W_Object, name: str, w_fromlist: W_Object) -> None:
    """Names that are no attributes yet may be submodules; those that do not exist are IMPORT_FROM's error."""
    for w_item in unpack_iterable(w_fromlist):
        if not isinstance(w_item, W_Str):
            raise type_error(f"Item in ``from list'' must be str, not {type_name(w_item)}")
        if w_item == "*":
            w_all = find_attr(w_module, "__all__")
            if w_all is not None:
                import_submodules(w_module, name, w_all)
        elif find_attr(w_module, w_item) is None:
            import_if_there(f"{name}.{w_item}")


def import_if_there(name: str) -> None:
    try:
        import_module(name)
    except OperationError as e:
        if not e.match(w_ModuleNotFoundError):
            raise e
        w_missing = find_attr(e.w_value, "name")
        if w_missing is None or not isinstance(w_missing, W_Str) or w_missing != name:
            raise e


def import_from(w_module: W_Object, name: str) -> W_Object:
    """`from module import name`"""
    w_value = find_attr(w_module, name)
    if w_value is not None:
        return w_value
    w_module_name = find_attr(w_module, "__name__")
    if w_module_name is not None and isinstance(w_module_name, W_Str):
        w_submodule = imports.w_modules.get_str(f"{w_module_name}.{name}")
        if w_submodule is not None:
            return w_submodule
    raise cannot_import(w_module, name)


@cold
def cannot_import(w_module: W_Object, name: str) -> OperationError:
    w_name = find_attr(w_module, "__name__")
    module = "<unknown module name>"
    if w_name is not None and isinstance(w_name, W_Str):
        module = w_name
    w_file = find_attr(w_module, "__file__")
    place = "unknown location"
    if w_file is not None and isinstance(w_file, W_Str):
        place = w_file
    partial = ""
    hint = ""
    w_spec = find_attr(w_module, "__spec__")
    if w_spec is not None and isinstance(w_spec, W_ModuleSpec) and w_spec.w_initializing is w_True:
        partial = "partially initialized module "
        hint = "most likely due to a circular import) ("
    message = f"cannot import name {repr_w(name)} from {partial}{repr_w(module)} ({hint}{place})"
    return import_error(typeof(W_ImportError), module, message)


def import_star(w_module: W_Object, w_locals: W_Object) -> None:
    """`from module import *`"""
    w_all = find_attr(w_module, "__all__")
    if w_all is not None:
        for w_name in unpack_iterable(w_all):
            if not isinstance(w_name, W_Str):
                raise type_error(f"Item in {type_name(w_module)}.__all__ must be str, not {type_name(w_name)}")
            setitem(w_locals, w_name, get_attr(w_module, w_name))
        return
    w_dict = w_module.getdict()
    if w_dict is None:
        raise new_error(typeof(W_ImportError), "from-import-* object has no __dict__ and no __all__")
    for w_name in w_dict.keys_array():
        if isinstance(w_name, W_Str) and not w_name.startswith("_"):
            w_value = w_dict.get_str(w_name)
            if w_value is not None:
                setitem(w_locals, w_name, w_value)

"""Running a program: a command, a file, a folder, a module, standard input."""

from python.rpython import arr, arr_copy, typeof, u8
from python.externs import fs_getcwd, fs_isatty, proc_executable
from python.importing.compiling import EXEC, SCRIPT, compile_code
from python.importing.files import S_IFDIR, file_kind, read_all, read_file, real_path
from python.importing.importer import (
    Found, K_BUILTIN, K_NAMESPACE, code_of, find_module, import_module, imports, run_code, spec_of, w_importer,
)
from python.importing.spec import parent_of
from python.interpreter.attributes import find_attr
from python.interpreter.codeload import load_code
from python.interpreter.errors import OperationError
from python.interpreter.operation import repr_w, str_w
from python.modules.errno_ import strerror
from python.modules.sys_ import flags
from python.objects.base import W_Object
from python.objects.code import keep_source
from python.objects.codecs import decode_utf8, encode_utf8
from python.objects.exceptions.special import W_ImportError, W_SystemExit
from python.objects.list_ import W_List, new_list
from python.objects.module_ import W_Module, builtin_modules, new_module
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.type_ import type_name
from python.rlib.list import List
from python.startup.ending import output
from python.startup.interactive import interact
from python.startup.options import CommandLine


def list_of(items: List[str], start: int) -> W_List:
    w_list = new_list([])
    for i in range(start, len(items)):
        w_list.append_w(items[i])
    return w_list


def absolute(path: str) -> str:
    if path.startswith("/"):
        return path
    folder = decode_utf8(fs_getcwd(), "surrogateescape")
    if len(path) == 0:
        return folder
    return f"{folder}/{path}"


def main_module(w_loader: W_Object) -> W_Module:
    w_module = new_module("__main__")
    w_dict = w_module.w_dict
    w_dict.set_str("__builtins__", builtin_modules.get_or_make("builtins"))
    w_dict.set_str("__loader__", w_loader)
    imports.w_modules.set_str("__main__", w_module)
    return w_module


def set_argv0(text: str) -> None:
    w_argv = builtin_modules.get_or_make("sys").w_dict.get_str("argv")
    if w_argv is not None and isinstance(w_argv, W_List):
        if len(w_argv) == 0:
            w_argv.append_w(text)
        else:
            w_argv.set(0, text)


def prepend_path(folder: str) -> None:
    if not flags.safe_path:
        imports.w_path.insert_front(folder)


def run_program(line: CommandLine, carried: arr[u8] | None) -> int:
    """The exit code of a program that ends in the ordinary way."""
    if carried is not None:
        w_argv = list_of(line.words, 0)
        w_argv.insert_front(decode_utf8(proc_executable(), "surrogateescape"))
        builtin_modules.get_or_make("sys").attr_set("argv", w_argv)
        run_code(load_code(carried), main_module(w_None).w_dict)
        return 0
    command = line.command
    if command is not None:
        return run_command(command)
    module = line.module
    if module is not None:
        return run_module(module)
    script = line.script
    if script is None or script == "-":
        return run_stdin(script)
    return run_script(script, line.skip_first_line)


def run_command(command: str) -> int:
    set_argv0("-c")
    prepend_path("")
    w_globals = main_module(w_importer).w_dict
    code = compile_code(encode_utf8(command, "surrogateescape"), "<string>", EXEC, 0)
    keep_source(code, command)
    run_code(code, w_globals)
    return 0


def run_stdin(script: str | None) -> int:
    if script is None:
        set_argv0("")
    prepend_path("")
    w_globals = main_module(w_importer).w_dict
    if flags.interactive or fs_isatty(0):
        flags.inspect = 0
        return interact(w_globals, not flags.quiet)
    result = read_all(0)
    if result.error != 0:
        output(2, f"kaa: can't read standard input: [Errno {result.error}] {strerror(result.error)}\n")
        return 1
    run_code(compile_code(result.data, "<stdin>", EXEC, SCRIPT), w_globals)
    return 0


def run_script(script: str, skip_first_line: bool) -> int:
    if len(script) == 0 or file_kind(script) == S_IFDIR:
        return run_folder(absolute(script))
    result = read_file(script)
    if result.error != 0:
        what = f"[Errno {result.error}] {strerror(result.error)}"
        output(2, f"kaa: can't open file {repr_w(absolute(script))}: {what}\n")
        return 2
    data = result.data
    if skip_first_line:
        data = without_first_line(data)
    real = real_path(script)
    prepend_path(real.slice(0, max(real.rfind("/"), 1)))
    w_module = main_module(w_importer)
    w_module.w_dict.set_str("__file__", absolute(script))
    w_module.w_dict.set_str("__cached__", w_None)
    run_code(compile_code(data, absolute(script), EXEC, SCRIPT), w_module.w_dict)
    return 0


def without_first_line(data: arr[u8]) -> arr[u8]:
    """The line end stays, so that the lines keep their numbers."""
    start = 0
    while start < len(data) and data[start] != 10:
        start += 1
    part = arr[u8](len(data) - start)
    arr_copy(data, start, part, 0, len(part))
    return part


def run_folder(folder: str) -> int:
    """A folder with a `__main__`."""
    imports.w_path.insert_front(folder)
    found = find_module("__main__", w_None)
    if found is None or found.kind == K_NAMESPACE or not found.path.startswith(folder):
        output(2, f"kaa: can't find '__main__' module in {repr_w(folder)}\n")
        return 1
    return run_main(found, "")


def run_main(found: Found, package: str) -> int:
    """Runs a found module as `__main__`."""
    w_module = main_module(w_importer)
    w_dict = w_module.w_dict
    w_dict.set_str("__file__", found.path)
    w_dict.set_str("__cached__", w_None)
    w_dict.set_str("__package__", package)
    w_dict.set_str("__spec__", spec_of(found))
    run_code(code_of(found), w_dict)
    return 0


# -m


def run_module(name: str) -> int:
    set_argv0("-m")
    prepend_path(absolute(""))
    found = find_named(name)
    if found is None:
        return no_module(f"No module named {name}")
    if found.w_locations is not w_None:
        inner = find_named(f"{name}.__main__")
        if inner is None:
            return no_module(f"No module named {name}.__main__; '{name}' is a package and cannot be directly executed")
        found = inner
    if found.kind == K_BUILTIN or found.kind == K_NAMESPACE:
        return no_module(f"No code object available for {name}")
    set_argv0(found.path)
    return run_main(found, parent_of(found.name))


def no_module(message: str) -> int:
    output(2, f"{decode_utf8(proc_executable(), 'surrogateescape')}: {message}\n")
    return 1


def search_failed(name: str, reason: str) -> OperationError:
    """Ends the program with the words of runpy."""
    executable = decode_utf8(proc_executable(), "surrogateescape")
    message = f"{executable}: Error while finding module specification for {repr_w(name)} ({reason})"
    w_exc = W_SystemExit(typeof(W_SystemExit), [message])
    w_exc.w_code = message
    return OperationError(w_exc)


def find_named(name: str) -> Found | None:
    parent = parent_of(name)
    if len(parent) == 0:
        return find_module(name, w_None)
    try:
        w_parent = import_module(parent)
    except OperationError as e:
        w_exc = e.w_value
        if not isinstance(w_exc, W_ImportError):
            raise e
        missing = w_exc.w_name
        if isinstance(missing, W_Str) and (missing == parent or parent.startswith(missing + ".")):
            raise search_failed(name, f"{type_name(w_exc)}: {str_w(w_exc)}")
        raise e
    w_path = find_attr(w_parent, "__path__")
    if w_path is None:
        reason = f"__path__ attribute not found on {repr_w(parent)} while trying to find {repr_w(name)}"
        raise search_failed(name, f"ModuleNotFoundError: {reason}")
    return find_module(name, w_path)

"""The `python` command: from the command line to the exit code. The steps are in python/startup."""

from python.rpython import Final, arr, i32, lang, u8
from python.externs import embedded_main, fs_isatty, proc_args, signal_watch
from python.importing.compiling import compiler_state
from python.importing.importer import LIBRARY, import_module, imports, w_importer
from python.interpreter.errors import OperationError, StackOverflow
from python.modules.all_modules import sqrt
from python.modules.io_open import open_stdio
from python.modules.signal_ import IGNORED
from python.modules.site_ import add_site_builtins
from python.modules.sys_ import VERSION, flags, set_flags, version_text
from python.objects.code import tuple_of_names
from python.objects.dict_ import W_Dict
from python.objects.module_ import W_Module, builtin_modules
from python.objects.singletons import w_True
from python.startup.ending import exit_code, finish, output
from python.startup.environment import environment, level, read_environment, split_zero, stdio_encoding
from python.startup.interactive import interact
from python.startup.options import CommandLine
from python.startup.running import absolute, list_of, run_program
from python.startup.usage import HELP_ENV, HELP_XOPTIONS, USAGE

SIGINT: Final = 2


@lang("main")
def main() -> i32:
    line = CommandLine(split_zero(proc_args()))
    carried = embedded_main()
    if carried is None:
        line.parse()
    wrong = line.wrong
    if wrong is not None:
        output(2, wrong)
        return 2
    help = line.show_help
    if help is not None:
        output(1, help_text(help))
        return 0
    if line.show_version > 0:
        output(1, f"Python {VERSION}\n" if line.show_version == 1 else f"Python {version_text()}\n")
        return 0
    problem = read_environment(line)
    if problem is not None:
        output(2, f"Fatal Python error: {problem}\n")
        return 1
    return run(line, carried)


def help_text(which: str) -> str:
    match which:
        case "env":
            return HELP_ENV
        case "xoptions":
            return HELP_XOPTIONS
        case "all":
            return f"{USAGE}\n{HELP_ENV}\n{HELP_XOPTIONS}"
        case _:
            return USAGE


def run(line: CommandLine, carried: arr[u8] | None) -> i32:
    signal_watch(SIGINT, 1)
    for number in IGNORED:
        signal_watch(i32(number), 2)
    code: i32 = 1
    try:
        start(line)
        code = i32(run_program(line, carried))
    except OperationError as e:
        code = exit_code(e.w_value)
    except StackOverflow:
        output(2, "kaa: the host's stack is used up\n")
    return finish(inspect(code))


def inspect(code: i32) -> i32:
    """-i: the interactive loop after the program, with what it has left."""
    flags.inspect = max(flags.inspect, level("PYTHONINSPECT"))
    w_main = imports.w_modules.get_str("__main__")
    if flags.inspect == 0 or not (flags.interactive or fs_isatty(0)) or not isinstance(w_main, W_Module):
        return code
    flags.inspect = 0
    try:
        return i32(interact(w_main.w_dict, False))
    except OperationError as e:
        return exit_code(e.w_value)


def start(line: CommandLine) -> None:
    """The modules that must be there before any program runs."""
    w_sys = builtin_modules.get_or_make("sys")
    compiler_state.optimize = min(flags.optimize, 2)
    imports.verbose = flags.verbose > 0
    set_flags(w_sys)
    imports.w_meta_path.append_w(w_importer)
    python_path = environment("PYTHONPATH")
    if python_path is not None:
        add_path_entries(python_path)
    imports.w_path.append_w(LIBRARY)
    w_sys.attr_set("builtin_module_names", tuple_of_names(builtin_modules.names()))
    w_sys.attr_set("argv", list_of(line.words, line.at))
    w_sys.attr_set("orig_argv", list_of(line.words, 0))
    w_sys.attr_set("warnoptions", list_of(line.warn_options, 0))
    w_options = W_Dict()
    for i in range(len(line.x_options)):
        add_x_option(w_options, line.x_options[i])
    w_sys.attr_set("_xoptions", w_options)
    import_module("builtins")
    import_module("sys")
    encoding, errors = stdio_encoding()
    open_stdio(w_sys, flags.unbuffered, encoding, errors)
    if not flags.no_site:
        add_site_builtins()
    if len(line.warn_options) > 0:
        import_module("warnings")


def add_x_option(w_options: W_Dict, option: str) -> None:
    at = option.find("=")
    if at < 0:
        w_options.set_str(option, w_True)
    else:
        w_options.set_str(option.slice(0, at), option.slice(at + 1, len(option)))


def add_path_entries(text: str) -> None:
    begin = 0
    for i in range(len(text) + 1):
        if i == len(text) or text.char_at(i) == ord(":"):
            imports.w_path.append_w(absolute(text.slice(begin, i)))
            begin = i + 1

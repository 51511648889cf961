"""The `python` command: options, start-up, running a program, exit codes."""

from python.rpython import Final, arr, arr_copy, i32, lang, u8
from python.externs import embedded_main, env_all, fs_getcwd, fs_write, proc_args, proc_executable, signal_watch
from python.importing.compiling import EXEC, compile_code, compiler_state
from python.importing.files import S_IFDIR, file_kind, read_all, read_file
from python.importing.importer import LIBRARY, find_module, import_module, imports, run_code, w_importer
from python.interpreter.attributes import find_attr, get_attr
from python.interpreter.calling import call0, call1, call3
from python.interpreter.codeload import load_code
from python.interpreter.errors import OperationError
from python.interpreter.operation import str_w
from python.interpreter.report import print_exception, write_error
from python.modules.all_modules import sqrt
from python.modules.errno_ import strerror
from python.modules.signal_ import IGNORED
from python.modules.io_exit import open_writers
from python.modules.io_open import open_stdio
from python.modules.sys_ import VERSION, flags, set_flags
from python.objects.base import W_Object
from python.objects.codecs import decode_utf8, utf8_of_str
from python.objects.dict_ import W_Dict
from python.objects.exceptions.base import W_BaseException
from python.objects.exceptions.hierarchy import w_KeyboardInterrupt
from python.objects.exceptions.special import W_SystemExit
from python.objects.int_ import W_AbstractInt
from python.objects.list_ import W_List, new_list
from python.objects.code import tuple_of_names
from python.objects.module_ import W_Module, builtin_modules, new_module
from python.objects.singletons import w_None, w_True
from python.rlib.list import List

SIGINT: Final = 2
USAGE: Final = """usage: kaa [option] ... [-c cmd | -m mod | file | -] [arg] ...
Options (and corresponding environment variables):
-b     : issue warnings about converting bytes/bytearray to str and comparing
         bytes/bytearray with str or bytes with int (-bb: issue errors)
-B     : don't write .pyc files on import
-c cmd : program passed in as string (terminates option list)
-E     : ignore PYTHON* environment variables (such as PYTHONPATH)
-h     : print this help message and exit (also -? or --help)
-i     : inspect interactively after running script
-I     : isolate Python from the user's environment (implies -E and -s)
-m mod : run library module as a script (terminates option list)
-O     : remove assert and __debug__-dependent statements
-OO    : do -O changes and also discard docstrings
-P     : don't prepend a potentially unsafe path to sys.path
-q     : don't print version and copyright messages on interactive startup
-s     : don't add user site directory to sys.path
-S     : don't imply 'import site' on initialization
-u     : force the stdout and stderr streams to be unbuffered
-v     : verbose (trace import statements)
-V     : print the Python version number and exit (also --version)
-W arg : warning control
-x     : skip first line of source
-X opt : set implementation-specific option
file   : program read from script file
-      : program read from stdin
arg ...: arguments passed to program in sys.argv[1:]
"""


class CommandLine:
    """What is to be run, and with which arguments."""

    words: List[str]
    at: int = 0
    command: str | None = None
    module: str | None = None
    script: str | None = None
    show_version: bool = False
    show_help: bool = False
    wrong: str | None = None
    warn_options: List[str]
    x_options: List[str]

    def __init__(self, words: List[str]) -> None:
        self.words = words
        self.warn_options = List[str]()
        self.x_options = List[str]()

    def parse(self) -> None:
        while self.at < len(self.words) and self.wrong is None:
            word = self.words[self.at]
            if word == "-" or not word.startswith("-"):
                self.script = word
                return
            self.at += 1
            if word == "--":
                if self.at < len(self.words):
                    self.script = self.words[self.at]
                return
            if word.startswith("--"):
                self.long_option(word)
            elif self.letters(word):
                return

    def long_option(self, word: str) -> None:
        if word == "--version":
            self.show_version = True
        elif word == "--help":
            self.show_help = True
        else:
            self.wrong = f"unknown option {word}"

    def letters(self, word: str) -> bool:
        """A row of one-letter options; True: it named what is to run."""
        i = 1
        while i < len(word):
            letter = word.slice(i, i + 1)
            i += 1
            rest = word.slice(i, len(word))
            if letter == "c" or letter == "m" or letter == "W" or letter == "X":
                value = rest
                if len(rest) == 0:
                    if self.at == len(self.words):
                        self.wrong = f"Argument expected for the -{letter} option"
                        return True
                    value = self.words[self.at]
                    self.at += 1
                return self.with_value(letter, value)
            self.flag(letter)
        return False

    def with_value(self, letter: str, value: str) -> bool:
        if letter == "c":
            self.command = value
            self.at -= 1
            return True
        if letter == "m":
            self.module = value
            self.at -= 1
            return True
        if letter == "W":
            self.warn_options.append(value)
        else:
            self.x_options.append(value)
        return False

    def flag(self, letter: str) -> None:
        match letter:
            case "B":
                flags.dont_write_bytecode = True
            case "E":
                flags.ignore_environment = True
            case "I":
                flags.isolated = True
                flags.ignore_environment = True
                flags.no_user_site = True
                flags.safe_path = True
            case "O":
                flags.optimize += 1
            case "P":
                flags.safe_path = True
            case "S":
                flags.no_site = True
            case "s":
                flags.no_user_site = True
            case "q":
                flags.quiet = True
            case "u":
                flags.unbuffered = True
            case "v":
                flags.verbose += 1
            case "b":
                flags.bytes_warning += 1
            case "i" | "d" | "x" | "R" | "t":
                pass
            case "V":
                self.show_version = True
            case "h" | "?":
                self.show_help = True
            case _:
                self.wrong = f"Unknown option: -{letter}"


def split_zero(data: arr[u8]) -> List[str]:
    """A list as the host gives it: items that each end in NUL."""
    items = List[str]()
    start = 0
    for i in range(len(data)):
        if data[i] == 0:
            part = arr[u8](i - start)
            arr_copy(data, start, part, 0, i - start)
            items.append(decode_utf8(part, "surrogateescape"))
            start = i + 1
    return items


def environment(name: str) -> str | None:
    """A PYTHON* variable, unless the environment is to be ignored; empty counts as unset."""
    if flags.ignore_environment:
        return None
    return raw_environment(name)


def raw_environment(name: str) -> str | None:
    prefix = name + "="
    items = split_zero(env_all())
    for i in range(len(items)):
        if items[i].startswith(prefix) and len(items[i]) > len(prefix):
            return items[i].slice(len(prefix), len(items[i]))
    return None


def list_of(items: List[str], start: int) -> W_List:
    w_list = new_list([])
    for i in range(start, len(items)):
        w_list.append_w(items[i])
    return w_list


def output(fd: i32, text: str) -> None:
    data = utf8_of_str(text)
    fs_write(fd, data, 0, i32(len(data)))


@lang("main")
def main() -> i32:
    line = CommandLine(split_zero(proc_args()))
    carried = embedded_main()
    if carried is None:
        line.parse()
    wrong = line.wrong
    if wrong is not None:
        output(2, f"{wrong}\nusage: kaa [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `kaa -h' for more information.\n")
        return 2
    if line.show_help:
        output(1, USAGE)
        return 0
    if line.show_version:
        output(1, f"Python {VERSION}\n")
        return 0
    signal_watch(SIGINT, 1)
    for number in IGNORED:
        signal_watch(i32(number), 2)
    code: i32 = 1
    try:
        start(line)
        code = finish(run_program(line, carried))
    except OperationError as e:
        code = finish(exit_code(e.w_value))
    return code


def start(line: CommandLine) -> None:
    """The modules that must be there before any program runs."""
    w_sys = builtin_modules.get_or_make("sys")
    compiler_state.optimize = flags.optimize
    if environment("PYTHONUNBUFFERED") is not None:
        flags.unbuffered = True
    set_flags(w_sys)
    imports.w_meta_path.append_w(w_importer)
    python_path = environment("PYTHONPATH")
    if python_path is not None:
        add_path_entries(python_path)
    imports.w_path.append_w(LIBRARY)
    w_sys.attr_set("builtin_module_names", tuple_of_names(builtin_modules.table.names()))
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


def stdio_encoding() -> tuple[str, str]:
    """Encoding and error handler of stdin and stdout: PYTHONIOENCODING is `encoding:errors`, either part may be missing."""
    encoding = "utf-8"
    errors = "surrogateescape" if has_plain_locale() else "strict"
    given = environment("PYTHONIOENCODING")
    if given is not None:
        colon = given.find(":")
        if colon < 0:
            return given, "strict"
        if colon > 0:
            encoding = given.slice(0, colon)
            errors = "strict"
        if colon + 1 < len(given):
            errors = given.slice(colon + 1, len(given))
    return encoding, errors


def has_plain_locale() -> bool:
    """Whether the locale says nothing of the text's encoding, so that bytes which are none may pass through."""
    for name in ["LC_ALL", "LC_CTYPE", "LANG"]:
        value = raw_environment(name)
        if value is not None:
            return value in ("C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8")
    return True


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


def absolute(path: str) -> str:
    if path.startswith("/"):
        return path
    folder = decode_utf8(fs_getcwd(), "surrogateescape")
    if len(path) == 0:
        return folder
    return f"{folder}/{path}"


# Programs.


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


def run_program(line: CommandLine, carried: arr[u8] | None) -> i32:
    """The exit code of a program that ends in the ordinary way."""
    if carried is not None:
        w_argv = list_of(line.words, 0)
        w_argv.insert_front(decode_utf8(proc_executable(), "surrogateescape"))
        builtin_modules.get_or_make("sys").attr_set("argv", w_argv)
        run_code(load_code(carried), main_module(w_None).w_dict)
        return 0
    command = line.command
    if command is not None:
        set_argv0("-c")
        prepend_path("")
        run_code(compile_code(utf8_of_str(command), "<string>", EXEC, 0), main_module(w_None).w_dict)
        return 0
    module = line.module
    if module is not None:
        return run_module(module)
    script = line.script
    if script is None or script == "-":
        return run_stdin(script)
    return run_script(script)


def run_stdin(script: str | None) -> i32:
    if script is None:
        set_argv0("")
    prepend_path("")
    result = read_all(0)
    run_code(compile_code(result.data, "<stdin>", EXEC, 0), main_module(w_None).w_dict)
    return 0


def run_script(script: str) -> i32:
    if file_kind(script) == S_IFDIR:
        return run_folder(script)
    result = read_file(script)
    if result.error != 0:
        what = f"[Errno {result.error}] {strerror(result.error)}"
        output(2, f"kaa: can't open file '{absolute(script)}': {what}\n")
        return 2
    slash = script.rfind("/")
    folder = ""
    if slash >= 0:
        folder = script.slice(0, max(slash, 1))
    prepend_path(absolute(folder))
    w_module = main_module(w_importer)
    w_module.w_dict.set_str("__file__", absolute(script))
    w_module.w_dict.set_str("__cached__", w_None)
    run_code(compile_code(result.data, absolute(script), EXEC, 0), w_module.w_dict)
    return 0


def run_folder(folder: str) -> i32:
    """A folder with a `__main__`."""
    imports.w_path.insert_front(folder)
    found = find_module("__main__", w_None)
    if found is None or len(found.path) == 0:
        output(2, f"kaa: can't find '__main__' module in '{absolute(folder)}'\n")
        return 1
    result = read_file(found.path)
    w_module = main_module(w_importer)
    w_module.w_dict.set_str("__file__", found.path)
    run_code(compile_code(result.data, found.path, EXEC, 0), w_module.w_dict)
    return 0


def run_module(name: str) -> i32:
    """-m: through runpy, as `python -m` does."""
    set_argv0("-m")
    prepend_path(absolute(""))
    w_run = get_attr(import_module("runpy"), "_run_module_as_main")
    call1(w_run, name)
    return 0


# The end.


def exit_code(w_exc: W_BaseException) -> i32:
    """What an exception that nothing caught means for the process."""
    if isinstance(w_exc, W_SystemExit):
        return system_exit_code(w_exc)
    w_hook = builtin_modules.get_or_make("sys").w_dict.get_str("excepthook")
    report(w_exc, w_hook)
    if w_exc.gettypeobject().is_subtype(w_KeyboardInterrupt):
        return 130
    return 1


def report(w_exc: W_BaseException, w_hook: W_Object | None) -> None:
    flush_stdout()
    if w_hook is None or w_hook is w_None:
        print_exception(w_exc)
        return
    try:
        w_traceback: W_Object = w_None
        own = w_exc.w_traceback
        if own is not None:
            w_traceback = own
        call3(w_hook, w_exc.gettypeobject(), w_exc, w_traceback)
    except OperationError as e:
        if isinstance(e.w_value, W_SystemExit):
            raise e
        write_error("Error in sys.excepthook:\n")
        print_exception(e.w_value)
        write_error("\nOriginal exception was:\n")
        print_exception(w_exc)


def system_exit_code(w_exc: W_SystemExit) -> i32:
    w_code = w_exc.w_code
    if w_code is None or w_code is w_None:
        return 0
    if isinstance(w_code, W_AbstractInt):
        if not w_code.fits_int():
            return -1
        return i32(w_code.as_int() & 0xFF)
    flush_stdout()
    write_error(str_w(w_code) + "\n")
    return 1


def flush_stdout() -> bool:
    """False: what was written could not be delivered."""
    w_stdout = builtin_modules.get_or_make("sys").w_dict.get_str("stdout")
    if w_stdout is None or w_stdout is w_None:
        return True
    try:
        w_flush = find_attr(w_stdout, "flush")
        if w_flush is not None:
            call0(w_flush)
    except OperationError as e:
        write_error("Exception ignored while flushing sys.stdout:\n")
        print_exception(e.w_value)
        return False
    return True


def finish(code: i32) -> i32:
    """atexit functions, then the last flush."""
    w_atexit = imports.w_modules.get_str("atexit")
    if w_atexit is not None:
        w_run = find_attr(w_atexit, "_run_exitfuncs")
        if w_run is not None:
            try:
                call0(w_run)
            except OperationError as e:
                print_exception(e.w_value)
    flushed = flush_stdout()
    open_writers.flush_all()
    return code if flushed else 120

"""The interactive loop: statements from standard input, each run as soon as it is complete."""

from python.rpython import Final, i32
from python.externs import fs_isatty
from python.importing.compiling import SINGLE, compile_code
from python.importing.files import read_file
from python.importing.importer import run_code
from python.interpreter.attributes import find_attr
from python.interpreter.calling import call0, call1
from python.interpreter.errors import OperationError
from python.interpreter.operation import str_w
from python.interpreter.report import print_exception, write_error
from python.modules.errno_ import strerror
from python.modules.sys_ import VERSION, flags
from python.objects.base import W_Object
from python.objects.code import W_Code, keep_source
from python.objects.codecs import encode_utf8
from python.objects.dict_ import W_Dict
from python.objects.exceptions.hierarchy import w_IncompleteInputError, w_KeyboardInterrupt
from python.objects.exceptions.special import W_SystemExit
from python.objects.module_ import builtin_modules
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.startup.ending import exit_code, flush_stream, output, report
from python.importing.compiling import EXEC
from python.startup.environment import environment

DONT_IMPLY_DEDENT: Final = 0x200
ALLOW_INCOMPLETE: Final = 0x4000


def interact(w_globals: W_Dict, with_banner: bool) -> int:
    """Until the end of the input, or until a statement raises SystemExit: the exit code."""
    if with_banner:
        write_error(
            f"Python {VERSION} (kaa 0.1.0) on linux\n"
            'Type "help", "copyright", "credits" or "license" for more information.\n'
        )
    w_sys = builtin_modules.get_or_make("sys")
    if w_sys.w_dict.get_str("ps1") is None:
        w_sys.attr_set("ps1", ">>> ")
    if w_sys.w_dict.get_str("ps2") is None:
        w_sys.attr_set("ps2", "... ")
    run_startup_file(w_globals)
    while True:
        try:
            if not run_statement(w_globals):
                write_error("\n")
                return 0
        except OperationError as e:
            if isinstance(e.w_value, W_SystemExit):
                return int(exit_code(e.w_value))
            if e.match(w_KeyboardInterrupt):
                flush_stream("stdout")
                write_error("\nKeyboardInterrupt\n")
            else:
                report(e.w_value)
        flush_stream("stdout")


def run_startup_file(w_globals: W_Dict) -> None:
    path = environment("PYTHONSTARTUP")
    if path is None:
        return
    result = read_file(path)
    if result.error != 0:
        write_error(f"Could not open PYTHONSTARTUP\nFileNotFoundError: [Errno {result.error}] {strerror(result.error)}: '{path}'\n")
        return
    try:
        run_code(compile_code(result.data, path, EXEC, 0), w_globals)
    except OperationError as e:
        if isinstance(e.w_value, W_SystemExit):
            raise e
        print_exception(e.w_value)


def run_statement(w_globals: W_Dict) -> bool:
    """Reads and runs one statement; False: the input has ended."""
    source = read_line("ps1")
    if source is None:
        return False
    text: str = source
    if is_blank(text):
        return True
    while True:
        code = compile_if_complete(text)
        if code is not None:
            keep_source(code, text)
            run_code(code, w_globals)
            return True
        more = read_line("ps2")
        if more is None:
            # What there is has to do; if it does not, the error is that of an ordinary program.
            code = compile_code(encode_utf8(text, "surrogatepass"), "<stdin>", SINGLE, 0)
            keep_source(code, text)
            run_code(code, w_globals)
            return False
        text = text + more


def is_blank(text: str) -> bool:
    """Nothing but blanks and a comment."""
    for i in range(len(text)):
        char = text.char_at(i)
        if char == ord("#"):
            return True
        if char not in (9, 10, 12, 13, 32):
            return False
    return True


def compile_if_complete(text: str) -> W_Code | None:
    """None: more lines are wanted."""
    try:
        # Without its last line end, so that it takes an empty line to close a block.
        whole = text.slice(0, len(text) - 1)
        return compile_code(encode_utf8(whole, "surrogatepass"), "<stdin>", SINGLE, ALLOW_INCOMPLETE | DONT_IMPLY_DEDENT)
    except OperationError as e:
        if e.match(w_IncompleteInputError):
            return None
        raise e


def read_line(prompt: str) -> str | None:
    """A line with its end; None: there is none."""
    show_prompt(prompt)
    w_stdin = builtin_modules.get_or_make("sys").w_dict.get_str("stdin")
    if w_stdin is None or w_stdin is w_None:
        return None
    w_readline = find_attr(w_stdin, "readline")
    if w_readline is None:
        return None
    w_line = call0(w_readline)
    if not isinstance(w_line, W_Str) or len(w_line) == 0:
        return None
    if w_line.endswith("\n"):
        return w_line
    return w_line + "\n"


def show_prompt(name: str) -> None:
    w_prompt = builtin_modules.get_or_make("sys").w_dict.get_str(name)
    text = ""
    if w_prompt is not None:
        text = str_w(w_prompt)
    flush_stream("stdout")
    flush_stream("stderr")
    output(i32(1 if fs_isatty(0) and fs_isatty(1) else 2), text)

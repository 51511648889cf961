"""What `site` adds to the builtins: exit, quit, copyright, credits, license, help."""

from python.rpython import arr, builtin, pytype, typeof
from python.importing.importer import import_module
from python.interpreter.attributes import find_attr, get_attr
from python.interpreter.calling import call0
from python.interpreter.errors import OperationError
from python.modules.sys_ import COPYRIGHT
from python.objects.base import W_Object
from python.objects.builtin_ import W_Builtin
from python.objects.dict_ import W_Dict
from python.objects.exceptions.special import W_SystemExit
from python.objects.module_ import builtin_modules
from python.objects.singletons import w_None
from python.interpreter.calling import call1, call_with_dict


@pytype("_sitebuiltins.Quitter")
class W_Quitter(W_Object):
    name: str

    def __init__(self, name: str) -> None:
        self.name = name

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"Use {self.name}() or Ctrl-D (i.e. EOF) to exit"

    @builtin("__call__")
    def descr_call(self, code: W_Object = w_None) -> None:
        # Shells show the exit before an open standard input is read to its end.
        try:
            w_stdin = builtin_modules.get_or_make("sys").w_dict.get_str("stdin")
            if w_stdin is not None and w_stdin is not w_None:
                call0(get_attr(w_stdin, "close"))
        except OperationError:
            pass
        w_exc = W_SystemExit(typeof(W_SystemExit), [code])
        w_exc.w_code = code
        raise OperationError(w_exc)


@pytype("_sitebuiltins._Printer")
class W_Printer(W_Object):
    """interactive prompt objects for printing the license text, a list of
    contributors and the copyright notice."""

    text: str

    def __init__(self, text: str) -> None:
        self.text = text

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return self.text

    @builtin("__call__")
    def descr_call(self) -> None:
        w_write = get_attr(get_attr(builtin_modules.get_or_make("sys"), "stdout"), "write")
        call1(w_write, self.text + "\n")


@pytype("_sitebuiltins._Helper")
class W_Helper(W_Object):
    """Define the builtin 'help'.

    This is a wrapper around pydoc.help that provides a helpful message
    when 'help' is typed at the Python interactive prompt."""

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return "Type help() for interactive help, or help(object) for help about object."

    @builtin("__call__")
    def descr_call(self, *args: arr[W_Object], **kwds: W_Dict) -> W_Object:
        return call_with_dict(get_attr(import_module("pydoc"), "help"), args, kwds)


def add_site_builtins() -> None:
    w_builtins = builtin_modules.get_or_make("builtins")
    w_builtins.attr_set("exit", W_Quitter("exit"))
    w_builtins.attr_set("quit", W_Quitter("quit"))
    w_builtins.attr_set("copyright", W_Printer(COPYRIGHT))
    w_builtins.attr_set("credits", W_Printer("Thanks to all who have worked on Python and on Kaa."))
    w_builtins.attr_set("license", W_Printer("Kaa is licensed under the MIT and Apache-2.0 licenses; its library is Python's."))
    w_builtins.attr_set("help", W_Helper())

"""SyntaxError."""

from python.rpython import arr, builtin, getset, pytype, setter
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.exceptions.base import W_Exception
from python.objects.exceptions.special import or_none
from python.objects.flags import EXC_SUBCLASS, HAS_DICT
from python.objects.int_ import W_Int
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.type_ import W_Type
from python.interpreter.errors import index_error, type_error
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import str_w


@pytype("SyntaxError", base=W_Exception, flags=HAS_DICT | EXC_SUBCLASS)
class W_SyntaxError(W_Exception):
    """Invalid syntax."""

    w_msg: W_Object | None = None
    w_filename: W_Object | None = None
    w_lineno: W_Object | None = None
    w_offset: W_Object | None = None
    w_text: W_Object | None = None
    w_end_lineno: W_Object | None = None
    w_end_offset: W_Object | None = None
    w_print_file: W_Object | None = None

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return W_SyntaxError(w_type, args_w)

    @builtin("__init__")
    def descr_init(self, *args_w: arr[W_Object]) -> None:
        self.args_w = args_w
        if len(args_w) >= 1:
            self.w_msg = args_w[0]
        if len(args_w) == 2:
            self.take_details(unpack_iterable(args_w[1]))

    def take_details(self, info: arr[W_Object]) -> None:
        """(filename, lineno, offset, text[, end_lineno, end_offset])"""
        n = len(info)
        if n < 4:
            raise type_error(f"function missing required argument (pos {n + 1})")
        if n == 5:
            raise type_error("end_offset must be provided when end_lineno is provided")
        self.w_filename = info[0]
        self.w_lineno = info[1]
        self.w_offset = info[2]
        self.w_text = info[3]
        if n >= 6:
            self.w_end_lineno = info[4]
            self.w_end_offset = info[5]

    @builtin("__str__")
    def descr_str(self) -> W_Object:
        msg = str_w(or_none(self.w_msg))
        w_filename = self.w_filename
        w_lineno = self.w_lineno
        if isinstance(w_filename, W_Str) and isinstance(w_lineno, W_Int):
            return f"{msg} ({base_name(w_filename)}, line {w_lineno.value})"
        if isinstance(w_filename, W_Str):
            return f"{msg} ({base_name(w_filename)})"
        if isinstance(w_lineno, W_Int):
            return f"{msg} (line {w_lineno.value})"
        return msg

    @getset("msg")
    def get_msg(self) -> W_Object:
        return or_none(self.w_msg)

    @setter("msg")
    def set_msg(self, w_value: W_Object) -> None:
        self.w_msg = w_value

    @getset("filename")
    def get_filename(self) -> W_Object:
        return or_none(self.w_filename)

    @setter("filename")
    def set_filename(self, w_value: W_Object) -> None:
        self.w_filename = w_value

    @getset("lineno")
    def get_lineno(self) -> W_Object:
        return or_none(self.w_lineno)

    @setter("lineno")
    def set_lineno(self, w_value: W_Object) -> None:
        self.w_lineno = w_value

    @getset("offset")
    def get_offset(self) -> W_Object:
        return or_none(self.w_offset)

    @setter("offset")
    def set_offset(self, w_value: W_Object) -> None:
        self.w_offset = w_value

    @getset("text")
    def get_text(self) -> W_Object:
        return or_none(self.w_text)

    @setter("text")
    def set_text(self, w_value: W_Object) -> None:
        self.w_text = w_value

    @getset("end_lineno")
    def get_end_lineno(self) -> W_Object:
        return or_none(self.w_end_lineno)

    @setter("end_lineno")
    def set_end_lineno(self, w_value: W_Object) -> None:
        self.w_end_lineno = w_value

    @getset("end_offset")
    def get_end_offset(self) -> W_Object:
        return or_none(self.w_end_offset)

    @setter("end_offset")
    def set_end_offset(self, w_value: W_Object) -> None:
        self.w_end_offset = w_value

    @getset("print_file_and_line")
    def get_print_file(self) -> W_Object:
        return or_none(self.w_print_file)

    @setter("print_file_and_line")
    def set_print_file(self, w_value: W_Object) -> None:
        self.w_print_file = w_value


def base_name(path: str) -> str:
    slash = path.rfind("/")
    return path.slice(slash + 1, len(path))

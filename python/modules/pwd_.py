"""pwd: users, as /etc/passwd lists them."""

from python.importing.files import read_file
from python.interpreter.errors import key_error_msg
from python.interpreter.operation import int_of, repr_w
from python.objects.base import W_Object
from python.objects.codecs import decode_utf8
from python.objects.int_ import W_Int
from python.objects.list_ import new_list
from python.objects.module_ import W_Module
from python.objects.structseq import W_StructSeqType, finish_struct_type, new_struct, new_struct_type
from python.rlib.list import List
from python.rpython import Final, arr, builtin_function

MODULE: Final = "pwd"

w_struct_passwd: Final = new_struct_type(
    "pwd.struct_passwd", ["pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"], 7
)


def init_module(w_module: W_Module) -> None:
    finish_struct_type(w_struct_passwd)
    w_module.attr_set("struct_passwd", w_struct_passwd)


def table_rows(path: str, columns: int) -> List[arr[str]]:
    """The lines of a file of columns between colons; those of another number are passed over."""
    rows = List[arr[str]]()
    text = decode_utf8(read_file(path).data, "surrogateescape")
    start = 0
    while start < len(text):
        end = start
        while end < len(text) and text.char_at(end) != 10:
            end += 1
        row = split_columns(text.slice(start, end), columns)
        if row is not None:
            rows.append(row)
        start = end + 1
    return rows


def split_columns(line: str, columns: int) -> arr[str] | None:
    row = arr[str](columns)
    n = 0
    start = 0
    for i in range(len(line) + 1):
        if i == len(line) or line.char_at(i) == ord(":"):
            if n == columns:
                return None
            row[n] = line.slice(start, i)
            n += 1
            start = i + 1
    return row if n == columns else None


def number_in(text: str) -> int:
    """-1: no number."""
    value = 0
    for i in range(len(text)):
        c = text.char_at(i)
        if c < 48 or c > 57:
            return -1
        value = value * 10 + c - 48
    return value if len(text) > 0 else -1


def passwd_of(row: arr[str]) -> W_Object:
    return new_struct(
        w_struct_passwd, [row[0], row[1], W_Int(number_in(row[2])), W_Int(number_in(row[3])), row[4], row[5], row[6]]
    )


@builtin_function
def getpwall() -> W_Object:
    """Return a list of all available password database entries, in arbitrary order."""
    rows = table_rows("/etc/passwd", 7)
    w_all = new_list([])
    for i in range(len(rows)):
        w_all.append_w(passwd_of(rows[i]))
    return w_all


@builtin_function
def getpwnam(name: str, /) -> W_Object:
    """Return the password database entry for the given user name."""
    rows = table_rows("/etc/passwd", 7)
    for i in range(len(rows)):
        if rows[i][0] == name:
            return passwd_of(rows[i])
    raise key_error_msg(f"getpwnam(): name not found: {repr_w(name)}")


@builtin_function
def getpwuid(uid: W_Object, /) -> W_Object:
    """Return the password database entry for the given numeric user ID."""
    number = int_of(uid)
    rows = table_rows("/etc/passwd", 7)
    for i in range(len(rows)):
        if number_in(rows[i][2]) == number:
            return passwd_of(rows[i])
    raise key_error_msg(f"getpwuid(): uid not found: {number}")

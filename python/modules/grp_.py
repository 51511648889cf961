"""grp: groups, as /etc/group lists them."""

from python.interpreter.errors import key_error_msg
from python.interpreter.operation import int_of, repr_w
from python.modules.pwd_ import number_in, table_rows
from python.objects.base import W_Object
from python.objects.int_ import W_Int
from python.objects.list_ import new_list
from python.objects.module_ import W_Module
from python.objects.structseq import finish_struct_type, new_struct, new_struct_type
from python.rpython import Final, arr, builtin_function

MODULE: Final = "grp"

w_struct_group: Final = new_struct_type("grp.struct_group", ["gr_name", "gr_passwd", "gr_gid", "gr_mem"], 4)


def init_module(w_module: W_Module) -> None:
    finish_struct_type(w_struct_group)
    w_module.attr_set("struct_group", w_struct_group)


def group_of(row: arr[str]) -> W_Object:
    w_members = new_list([])
    members = row[3]
    start = 0
    for i in range(len(members) + 1):
        if i == len(members) or members.char_at(i) == ord(","):
            if i > start:
                w_members.append_w(members.slice(start, i))
            start = i + 1
    return new_struct(w_struct_group, [row[0], row[1], W_Int(number_in(row[2])), w_members])


@builtin_function
def getgrall() -> W_Object:
    """Return a list of all available group entries, in arbitrary order."""
    rows = table_rows("/etc/group", 4)
    w_all = new_list([])
    for i in range(len(rows)):
        w_all.append_w(group_of(rows[i]))
    return w_all


@builtin_function
def getgrnam(name: str) -> W_Object:
    """Return the group database entry for the given group name."""
    rows = table_rows("/etc/group", 4)
    for i in range(len(rows)):
        if rows[i][0] == name:
            return group_of(rows[i])
    raise key_error_msg(f"getgrnam(): name not found: {repr_w(name)}")


@builtin_function
def getgrgid(id: W_Object) -> W_Object:
    """Return the group database entry for the given numeric group ID."""
    number = int_of(id)
    rows = table_rows("/etc/group", 4)
    for i in range(len(rows)):
        if number_in(rows[i][2]) == number:
            return group_of(rows[i])
    raise key_error_msg(f"getgrgid(): gid not found: {number}")

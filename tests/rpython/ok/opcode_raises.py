# Exceptions leave `dispatch` as they leave a call.
from python.rpython import dispatch, i32, lang, opcode
from lib.core import Error, say


@opcode(210)
def GOOD(n: int) -> int:
    return n


@opcode(211)
def BAD(n: int) -> int:
    raise Error(f"bad {n}")


@lang("main")
def main() -> i32:
    for op in range(210, 212):
        try:
            say(f"{dispatch(op, op)}")
        except Error as e:
            say(e.text)
    return 0

# prints:
# 210
# bad 211

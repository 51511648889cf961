# Without a number a handler has that of its row in `opcodes.toml`.
from python.rpython import dispatch, i32, lang, opcode
from lib.core import say


@opcode
def NOP(x: int) -> int:
    return x


@opcode(250)
def OWN(x: int) -> int:
    return x * 2


@lang("main")
def main() -> i32:
    say(f"{dispatch(250, 21)}")
    return 0

# prints:
# 42

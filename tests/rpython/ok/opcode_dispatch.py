# `dispatch(op, a, b, ...)` calls the handler of the number with the other arguments.
from python.rpython import arr, dispatch, i32, lang, opcode
from lib.core import say


class Frame:
    acc: int = 0


@opcode(200)
def ADD(f: Frame, pc: int) -> int:
    f.acc += 1
    return pc + 1


@opcode(201)
def DOUBLE(f: Frame, pc: int) -> int:
    f.acc *= 2
    return pc + 1


@opcode(202)
def STOP(f: Frame, pc: int) -> int:
    return -1


@lang("main")
def main() -> i32:
    code: arr[i32] = [200, 200, 201, 200, 201, 202]
    f = Frame()
    pc = 0
    while pc >= 0:
        pc = dispatch(code[pc], f, pc)
    say(f"{f.acc}")
    return 0

# prints:
# 10

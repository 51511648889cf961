from python.rpython import opcode


@opcode(200)
def A(x: int) -> int:
    return x


@opcode(201)
def B(x: float) -> int:  # error[R064]: `B` is `Fn[[float], int]`, but the handlers are `Fn[[int], int]` | B
    return 1

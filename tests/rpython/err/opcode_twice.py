from python.rpython import opcode


@opcode(200)
def A(x: int) -> int:
    return x


@opcode(200)  # error[R064]: opcode 200 has two handlers | opcode(200)
def B(x: int) -> int:
    return x

from python.rpython import opcode


@opcode  # error[R064]: `NO_SUCH_OPCODE` is no opcode of the table | opcode
def NO_SUCH_OPCODE(x: int) -> int:
    return x

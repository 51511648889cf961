from python.rpython import dispatch


def f() -> None:
    dispatch(1, 2)  # error[R064]: the program has no `@opcode` functions | dispatch(1, 2)

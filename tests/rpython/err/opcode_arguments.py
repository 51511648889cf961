from python.rpython import dispatch, opcode
from lib.core import Error, Str


@opcode(200)
def A(x: int) -> int:
    return x


def f() -> None:
    dispatch(200)  # error[R024]: handlers take 1 arguments, 0 given | dispatch(200)
    dispatch(200, "text")  # error[R020]: `Str` where `int` is wanted | "text"

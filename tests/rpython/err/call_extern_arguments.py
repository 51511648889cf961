from python.externs import fs_write
from lib.core import Error, Str


def f() -> None:
    fs_write(1)  # error[R024]: `fs_write` takes 4 arguments, 1 given | fs_write(1)
    fs_write(1, "text", 0, 4)  # error[R020]: `Str` where `arr[u8]` is wanted | "text"

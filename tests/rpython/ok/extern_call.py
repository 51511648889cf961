# Host primitives are imported from `python.externs`; `bytes` are `arr[u8]`.
from python.externs import fs_write
from lib.core import say


def main() -> None:
    n = fs_write(1, b"written directly\n", 0, 17)
    say(f"{n}")
    say(f"{fs_write(1, b"middle part\n", 7, 5)}")

# prints:
# written directly
# 17
# part
# 5

# A local whose first value is an `i32` is an `int`, unless it is annotated.
from python.rpython import arr, i32
from lib.core import say


def main() -> None:
    data = arr[i32](1)
    data[0] = 2147483647
    wide = data[0]
    wide = wide + 1
    say(f"{wide}")
    narrow: i32 = data[0]
    say(f"{narrow}")

# prints:
# 2147483648
# 2147483647

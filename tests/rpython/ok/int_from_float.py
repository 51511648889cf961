# `int(f)` truncates, saturates, and gives 0 for not-a-number.
from lib.core import say


def main() -> None:
    nan = 0.0 / 0.0
    for f in [1.9, -1.9, 1e30, -1e30, nan, 9007199254740993.0]:
        say(f"{int(f)}")

# prints:
# 1
# -1
# 9223372036854775807
# -9223372036854775808
# 0
# 9007199254740992

# `del x[k]` goes to `__delitem__`.
from lib.core import say


class Log:
    def __delitem__(self, k: str) -> None:
        say("deleted " + k)


def main() -> None:
    log = Log()
    del log["a"]
    del log["b"], log["c"]

# prints:
# deleted a
# deleted b
# deleted c

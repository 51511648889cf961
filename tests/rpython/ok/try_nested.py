# Inner clauses are tried first; what they do not catch goes on outwards.
from lib.core import Error, say


class Inner(Error):
    pass


class Outer(Error):
    pass


def f(e: Error) -> str:
    try:
        try:
            raise e
        except Inner:
            return "inner"
        finally:
            say("unwound")
    except Outer:
        return "outer"


def main() -> None:
    say(f(Inner("")))
    say(f(Outer("")))

# prints:
# unwound
# inner
# unwound
# outer

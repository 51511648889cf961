# A string constant may be a global of a wider type.
from python.rpython import Any, Final
from lib.core import flag, say

thing: Final[Any] = "text"


def main() -> None:
    say(flag(isinstance(thing, str)))

# prints:
# yes

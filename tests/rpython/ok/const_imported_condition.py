# The condition may be an imported constant.
from lib.constants import LIMIT
from lib.core import say

if LIMIT > 50:

    def size() -> str:
        return "large"
else:

    def size() -> str:
        return "small"


def main() -> None:
    say(size())

# prints:
# large

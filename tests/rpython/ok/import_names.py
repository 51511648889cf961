# `from module import name` is the only import; `as` renames.
from lib.core import say as tell, flag as word


def main() -> None:
    tell(word(True))

# prints:
# yes

# A field may have a constant default, of every type.
from python.rpython import arr, u8
from lib.core import flag, say, show_float


class Settings:
    size: int = 10
    ratio: float = 0.5
    on: bool = True
    name: str = "plain"
    data: arr[u8] = b"ab"
    next: Settings | None = None
    left: int = 0


def main() -> None:
    s = Settings()
    say(f"{s.size} {show_float(s.ratio)} {flag(s.on)} {s.name} {len(s.data)} {flag(s.next is None)} {s.left}")

# prints:
# 10 0.5 yes plain 2 yes 0

from python.rpython import Final

nothing: Final = None  # error[R029]: annotate it: `Final[T | None]` | None

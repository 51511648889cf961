count: int = 0  # error[R006]: `count` must be `Final` | int

class A:
    next: A

    def __init__(self) -> None:  # error[R043]: `__init__` does not set `next` | __init__
        pass

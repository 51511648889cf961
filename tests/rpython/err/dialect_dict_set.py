def f() -> None:
    a = {1: 2}  # error[R007]: there are no dict or set literals in the dialect | {1: 2}
    b = {1, 2}  # error[R007]: there are no dict or set literals in the dialect | {1, 2}

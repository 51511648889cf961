def f() -> int:
    from lib.core import say  # error[R007]: this statement is not in the dialect | from lib.core import say

    return 1

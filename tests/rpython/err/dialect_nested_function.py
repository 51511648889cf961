def f() -> int:
    def g() -> int:  # error[R007]: nested functions are not in the dialect | g
        return 1

    return g()  # error[R010]: unknown name `g` | g

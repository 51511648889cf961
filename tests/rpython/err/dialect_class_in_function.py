def f() -> None:
    class A:  # error[R007]: this statement is not in the dialect | class A:
        pass

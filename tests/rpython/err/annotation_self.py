class A:
    def m() -> None:  # error[R013]: a method takes `self` | m
        pass

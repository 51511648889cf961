def f() -> None:
    super().m()  # error[R010]: `super()` outside a class | super()

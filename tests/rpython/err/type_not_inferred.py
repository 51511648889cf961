def make[T]() -> T:
    return make()


def f() -> None:
    make()  # error[R016]: cannot tell what `T` is | make()

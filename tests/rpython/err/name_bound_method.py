class A:
    def m(self) -> None:
        pass


def f(a: A) -> None:
    x = a.m  # error[R010]: `m` is a method: bound methods are not values | m

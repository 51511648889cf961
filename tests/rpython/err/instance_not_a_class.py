class A:
    pass


def f(a: A) -> bool:
    return isinstance(a, int)  # error[R037]: a class or array type is wanted | int

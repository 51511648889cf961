from python.rpython import mixin


@mixin
class M[T]:
    pass


class A(M):  # error[R012]: `M` takes 1 type arguments | M
    pass

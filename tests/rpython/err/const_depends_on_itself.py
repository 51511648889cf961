from python.rpython import Final

A: Final = B  # error[R051]: the type of `A` depends on itself | A
B: Final = A

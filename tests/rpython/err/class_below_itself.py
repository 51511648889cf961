class A(B):  # error[R040]: `A` is below itself | B
    pass


class B(A):
    pass

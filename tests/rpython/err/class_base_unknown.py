class A(Nothing):  # error[R011]: unknown type `Nothing` | Nothing
    pass

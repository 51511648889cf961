class A:
    for i in range(3):  # error[R006]: not allowed in a class body | for i in range(3):
        pass

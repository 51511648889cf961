def f() -> None:
    for i in range():  # error[R024]: `range` takes one to three arguments | ()
        pass
    for i in range(1, 2, 3, 4):  # error[R024]: `range` takes one to three arguments | (1, 2, 3, 4)
        pass

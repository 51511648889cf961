def f() -> int:
    a = [x for x in range(3)]  # error[R007]: comprehensions are not in the dialect; write a loop | [x for x in range(3)]
    return 1

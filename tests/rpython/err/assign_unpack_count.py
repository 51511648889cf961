def f() -> None:
    a, b = 1, 2, 3  # error[R027]: 3 values for 2 names | a, b

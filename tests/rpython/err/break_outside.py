def f() -> None:
    break  # error[R033]: `break` outside a loop | break

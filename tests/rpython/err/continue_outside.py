def f(c: bool) -> None:
    if c:
        continue  # error[R033]: `continue` outside a loop | continue

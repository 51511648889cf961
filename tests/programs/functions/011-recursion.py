def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(18))


def fact(n):
    return 1 if n == 0 else n * fact(n - 1)


print(fact(30))

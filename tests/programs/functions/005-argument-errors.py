def f(a, b):
    pass


def g(a, *, k):
    pass


def h():
    pass


for call in (
    lambda: f(),
    lambda: f(1),
    lambda: f(1, 2, 3),
    lambda: f(1, 2, b=3),
    lambda: f(1, 2, z=3),
    lambda: g(1),
    lambda: g(1, 2, k=3),
    lambda: h(1),
    lambda: f(1, **{"b": 2, "c": 3}),
):
    try:
        call()
    except TypeError as e:
        print(e)

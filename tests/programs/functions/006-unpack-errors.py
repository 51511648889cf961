def f(*a, **k):
    pass


for call in (lambda: f(*3), lambda: f(**3), lambda: f(**{1: 2}), lambda: f(**{"a": 1}, **{"a": 2})):
    try:
        call()
    except TypeError as e:
        print(e)

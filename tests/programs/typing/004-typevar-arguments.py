from typing import TypeVar

for args, kwargs in [
    (("T", int), {}),
    (("T", int, str), {"bound": int}),
    (("T",), {"covariant": True, "contravariant": True}),
    (("T",), {"covariant": True, "infer_variance": True}),
]:
    try:
        TypeVar(*args, **kwargs)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
T = TypeVar("T")
print(T, TypeVar("C", covariant=True), T | int, int | T, list[T][str], T.has_default())
try:
    list[T][()]
except TypeError as e:
    print(e)
try:

    class Sub(T):
        pass
except TypeError as e:
    print(e)

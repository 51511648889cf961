class F:
    def __call__(self, *a, **k):
        return a, k


print(F()(1, x=2), callable(F()), callable(3))
try:
    object()()
except TypeError as e:
    print(e)

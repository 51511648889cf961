import types


class Names(dict):
    def __missing__(self, key):
        return f"<{key}>"


def f():
    return a, b, len


print(types.FunctionType(f.__code__, Names(a=1))())

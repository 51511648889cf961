class A:
    pass


a = A()
setattr(a, "x", 1)
print(getattr(a, "x"), getattr(a, "y", 2), hasattr(a, "y"))
delattr(a, "x")
print(hasattr(a, "x"))
try:
    getattr(a, 3)
except TypeError as e:
    print(e)

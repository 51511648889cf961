class A:
    __slots__ = ("x", "y")


a = A()
a.x = 1
print(a.x)
try:
    a.y
except AttributeError as e:
    print(e)
try:
    a.z = 1
except AttributeError as e:
    print(e)
print(hasattr(a, "__dict__"))

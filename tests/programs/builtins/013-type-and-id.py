print(type(1), type(type), type(None), type(print), type(lambda: 0), type(...), type(NotImplemented))
x = []
print(id(x) == id(x))

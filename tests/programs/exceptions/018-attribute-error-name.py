try:
    (3).x
except AttributeError as e:
    print(e.name, e.obj)
try:
    nope
except NameError as e:
    print(e.name)

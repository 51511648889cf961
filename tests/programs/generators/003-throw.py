def g():
    try:
        yield 1
    except ValueError as e:
        yield f"caught {e}"


i = g()
next(i)
print(i.throw(ValueError("v")))
j = g()
try:
    j.throw(KeyError("k"))
except KeyError as e:
    print(repr(e))

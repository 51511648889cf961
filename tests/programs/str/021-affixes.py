s = "hello"
print(s.startswith("he"), s.endswith(("x", "lo")), s.startswith("l", 2), s.removeprefix("he"), s.removesuffix("lo"), s.removesuffix(""), s.startswith(""), s.endswith("", 9))
for f in (lambda: s.startswith(1), lambda: s.endswith((1,))):
    try:
        f()
    except TypeError as e:
        print(e)

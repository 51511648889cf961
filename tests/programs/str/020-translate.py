t = str.maketrans({"a": "1", "b": None, 99: 100})
print("abcd".translate(t), "abc".translate(str.maketrans("ab", "xy", "c")), str.maketrans("a", "b"))
for f in (lambda: str.maketrans("ab", "c"), lambda: str.maketrans({"ab": 1}), lambda: str.maketrans(1)):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)

print("a".center(4, "*"), "ab".center(5, "*"), "a".ljust(3) + "|", "a".rjust(3, "é"), "-5".zfill(4), "+".zfill(3), "abc".zfill(2))
for f in (lambda: "a".center(5, "xx"), lambda: "a".ljust(5, 1)):
    try:
        f()
    except TypeError as e:
        print(e)

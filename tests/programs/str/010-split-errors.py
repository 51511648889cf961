for f in (lambda: "a".split(""), lambda: "a".split(1), lambda: "a".partition("")):
    try:
        f()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)

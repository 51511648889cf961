for f in (lambda: {[]: 1}, lambda: {}[{}], lambda: {1: 2}.get([]), lambda: [] in {"a": 1}):
    try:
        f()
    except TypeError as e:
        print(e)

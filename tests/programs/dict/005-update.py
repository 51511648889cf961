d = {"a": 1}; d.update({"b": 2}); d.update([("c", 3)], d=4); d.update(e=5); print(d)
for x in ([1], [(1, 2, 3)], 5):
    try:
        d.update(x)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)

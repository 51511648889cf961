d = dict(a=1, b=2); print(d.popitem(), d.popitem())
try:
    d.popitem()
except KeyError as e:
    print(e)

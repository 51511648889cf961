try:
    try:
        raise KeyError(1)
    except KeyError:
        raise
except KeyError as e:
    print(repr(e))
try:
    raise
except RuntimeError as e:
    print(e)

for x in ([], (), {}, set(), "", b"", range(0)):
    try:
        next(iter(x))
    except StopIteration as e:
        print(type(x).__name__, repr(e))

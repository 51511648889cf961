def handlers(f):
    try:
        f()
    except ValueError as e:
        return e
    except (KeyError, IndexError):
        raise
    else:
        f(1)
    finally:
        f(2)
def groups(f):
    try:
        f()
    except* ValueError as e:
        f(e)
    except* TypeError:
        pass
def looping(xs):
    for x in xs:
        try:
            continue
        finally:
            x()
def raising(a):
    raise A from a
    assert a, "no"

for x in (3, int, "text"):
    try:
        raise x
    except TypeError as e:
        print(e)
try:
    raise ValueError("a") from 3
except TypeError as e:
    print(e)

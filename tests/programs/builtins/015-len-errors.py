for x in (3, None, object, iter([])):
    try:
        len(x)
    except TypeError as e:
        print(e)

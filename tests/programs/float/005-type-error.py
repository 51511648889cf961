for x in ([], None, 1j):
    try:
        float(x)
    except TypeError as e:
        print(e)

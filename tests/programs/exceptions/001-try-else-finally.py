def f(x):
    try:
        if x == 1:
            raise ValueError("v")
        if x == 2:
            return "returned"
    except ValueError as e:
        print("caught", e)
    else:
        print("else")
    finally:
        print("finally")
    return "end"


print(f(0), f(1), f(2))

for f in (lambda: round(float("nan")), lambda: round(float("inf")), lambda: int(float("nan")), lambda: int(float("-inf"))):
    try:
        f()
    except (ValueError, OverflowError) as e:
        print(type(e).__name__, e)

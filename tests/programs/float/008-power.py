print(2.0**0.5, (-8.0)**3, 1.0**float("nan"), float("nan")**0, (-1.0)**float("inf"), 0.0**5, float("-inf")**3)
try:
    10.0**400
except OverflowError as e:
    print(e)

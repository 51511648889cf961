try:
    int("1" * 5000)
except ValueError as e:
    print(e)
try:
    str(10**5000)
except ValueError as e:
    print(e)

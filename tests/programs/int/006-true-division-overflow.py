try:
    10**400 / 3
except OverflowError as e:
    print(e)

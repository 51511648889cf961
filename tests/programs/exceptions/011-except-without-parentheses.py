try:
    raise IndexError
except KeyError, IndexError:
    print("caught")

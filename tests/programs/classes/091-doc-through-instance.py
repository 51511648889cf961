class Without:
    pass


print((3).__doc__ == int.__doc__, "a".__doc__ is not None, Without().__doc__, Without.__doc__)

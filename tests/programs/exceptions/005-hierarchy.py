for e in (KeyError, IndexError, FileNotFoundError, RecursionError, UnicodeDecodeError, ModuleNotFoundError):
    print([c.__name__ for c in e.__mro__])

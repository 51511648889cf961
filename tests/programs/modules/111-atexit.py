import atexit

atexit.register(print, "last", sep="-")
atexit.register(lambda: print("first"))
atexit.register(int)
atexit.unregister(int)
print(atexit._ncallbacks())

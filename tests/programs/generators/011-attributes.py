def g():
    yield


i = g()
print(i.__name__, i.gi_running, i.gi_frame is not None, i.gi_yieldfrom)
list(i)
print(i.gi_frame)

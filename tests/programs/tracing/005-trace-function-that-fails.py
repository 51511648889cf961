import sys


def trace(frame, event, arg):
    raise RuntimeError("from the trace function")


def work():
    return 1


sys.settrace(trace)
try:
    work()
except RuntimeError as e:
    print(e)
print(sys.gettrace(), work())

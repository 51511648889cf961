import sys


def trace(frame, event, arg):
    if event == "exception":
        print(event, frame.f_code.co_name, arg[0].__name__, arg[1])
    elif event == "return":
        print(event, frame.f_code.co_name, arg)
    return trace


def inner():
    raise ValueError("deep")


def outer():
    try:
        inner()
    except ValueError:
        return "handled"


sys.settrace(trace)
outer()
sys.settrace(None)

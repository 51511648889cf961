import sys


def trace(frame, event, arg):
    print("global", event, frame.f_code.co_name)
    return local if frame.f_code.co_name == "wanted" else None


def local(frame, event, arg):
    print("local", event, frame.f_code.co_name)


def wanted():
    x = 1
    return x


def other():
    return wanted()


sys.settrace(trace)
other()
sys.settrace(None)

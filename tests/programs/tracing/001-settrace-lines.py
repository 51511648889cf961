import sys

seen = []


def trace(frame, event, arg):
    seen.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
    return trace


def work(n):
    total = 0
    for i in range(n):
        if i % 2:
            total += i
    return total


sys.settrace(trace)
work(3)
sys.settrace(None)
print(seen)
print(sys.gettrace())

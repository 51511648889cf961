import sys

seen = []


def trace(frame, event, arg):
    seen.append((event, frame.f_code.co_name, arg))
    return trace


def numbers():
    yield 1
    yield 2


def main():
    return list(numbers())


sys.settrace(trace)
main()
sys.settrace(None)
for row in seen:
    if row[0] != "line":
        print(*row)

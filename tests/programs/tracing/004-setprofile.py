import sys


def profile(frame, event, arg):
    print(event, frame.f_code.co_name, getattr(arg, "__name__", arg))


def add(a, b):
    return a + b


def main():
    add(1, 2)
    len("abc")
    [].append(3)
    try:
        int("x")
    except ValueError:
        pass


sys.setprofile(profile)
main()
sys.setprofile(None)

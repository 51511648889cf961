import io, os, sys, traceback

def f(n):
    if n:
        f(n - 1)
    else:
        raise ValueError("x") from KeyError("y")

try:
    f(2)
except ValueError as e:
    print([(frame.lineno, frame.name, frame.line) for frame in traceback.extract_tb(e.__traceback__)])
    print(traceback.format_exception_only(e))
    e.__traceback__ = None
    traceback.print_exception(e, file=sys.stdout)

def g():
    out = io.StringIO()
    traceback.print_stack(limit=1, file=out)
    print(out.getvalue().replace(os.path.dirname(os.path.abspath(__file__)), "DIR"))

g()

@decorator
@other(1)
def function(a, b=1, /, c=2, *args, d, e=c, **kw) -> int:
    "doc"
def annotated(a: int, *args: *Ts, k: str = ""): pass
lambda a, *b, c=1: a

import io

def attempt(*args, **kwargs):
    try:
        print(open(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)

for mode in ("q", "rw", "rr", "", "rbt", "r++", 5):
    attempt("x", mode)
for name in ("encoding", "errors", "newline"):
    attempt("x", "rb", **{name: "a"})
attempt("/dev/null", newline="a")
attempt("/dev/null", buffering=0)
attempt("/dev/null", closefd=False)
attempt("/dev/null", encoding="nope")
attempt("/dev/null", opener=lambda path, flags: "a")
attempt("/dev/null", opener=lambda path, flags: -1)
for file in (1.5, None, -1, 999, "/", "no such file", "a\0b"):
    attempt(file)

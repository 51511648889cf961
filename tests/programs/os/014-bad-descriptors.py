import os

for call in (
    lambda: os.stat(999), lambda: os.stat(2**40), lambda: os.stat(3, follow_symlinks=False), lambda: os.lstat(1),
    lambda: os.open(1, 0), lambda: os.close("a"), lambda: os.close(1.0), lambda: os.fstat(999), lambda: os.chmod(999, 0),
    lambda: os.dup2(999, 1000), lambda: os.get_inheritable(999), lambda: os.isatty(999), lambda: os.read(0, -5), lambda: os.urandom(-1),
):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)

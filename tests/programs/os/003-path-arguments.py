import os

class Wrong:
    def __fspath__(self):
        return 1

class Right:
    def __fspath__(self):
        return "no such file"

for path in (None, 1.5, Wrong(), Right(), "a\0b", b"no such file", "\ud800"):
    for call in (os.stat, os.mkdir, os.fspath):
        if call is os.mkdir and type(path) not in (type(None), float, Wrong):
            continue
        try:
            print(call(path))
        except Exception as e:
            print(type(e).__name__, e)

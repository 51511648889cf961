import io

for mode, buffering in (("r", -1), ("rb", -1), ("rb", 0), ("w", -1), ("wb", -1), ("r+b", -1)):
    f = open("/dev/null", mode, buffering)
    f.close()
    print(mode, buffering)
    for name in ("read", "readline", "readlines", "flush", "tell", "truncate", "fileno", "isatty", "readable", "writable",
                 "detach", "peek", "__enter__", "__iter__", "__next__", "close"):
        if hasattr(f, name):
            try:
                print(name, getattr(f, name)())
            except Exception as e:
                print(name, type(e).__name__, e)

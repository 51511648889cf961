import io

for call in (
    io.IOBase().fileno, lambda: io.IOBase().seek(0), io.IOBase().tell, io.IOBase().truncate, io.IOBase()._checkReadable,
    io.IOBase().readline, io.BufferedIOBase().read, lambda: io.BufferedIOBase().write(b""), io.BufferedIOBase().detach,
    io.TextIOBase().read, lambda: io.TextIOBase().encoding, lambda: io.RawIOBase().read(3), lambda: io.BufferedReader(5),
    lambda: io.BufferedReader(io.BytesIO(), 0), lambda: io.BufferedReader(io.BufferedWriter(io.BytesIO())),
):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
print(io.UnsupportedOperation.__mro__)
print(isinstance(io.BytesIO(), io.BufferedIOBase), isinstance(io.StringIO(), io.TextIOBase), issubclass(io.FileIO, io.RawIOBase))

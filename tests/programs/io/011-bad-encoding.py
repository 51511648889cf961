import io

t = io.TextIOWrapper(io.BytesIO(b"abc\xff"), encoding="utf-8")
try:
    t.read()
except UnicodeDecodeError as e:
    print(e)
print(io.TextIOWrapper(io.BytesIO(b"abc\xff"), encoding="utf-8", errors="replace").read())
print(ascii(io.TextIOWrapper(io.BytesIO(b"abc\xff"), encoding="utf-8", errors="surrogateescape").read()))
t = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
try:
    t.write("é")
except UnicodeEncodeError as e:
    print(e)

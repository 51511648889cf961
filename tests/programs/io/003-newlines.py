import io, os, tempfile

path = tempfile.mktemp()
with open(path, "wb") as f:
    f.write(b"a\r\nb\rc\nd")
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(path, newline=newline) as f:
        print(repr(newline), f.readlines(), f.newlines)
for newline in (None, "", "\n", "\r", "\r\n"):
    with open(path, "w", newline=newline) as f:
        f.write("x\ny\r\nz\n")
    with open(path, "rb") as f:
        print(repr(newline), f.read())
for newline in (None, "", "\n", "\r", "\r\n"):
    s = io.StringIO("a\r\nb\rc\n", newline=newline)
    print(repr(newline), repr(s.getvalue()), list(s), s.newlines)
os.unlink(path)

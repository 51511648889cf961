import os, tempfile

path = tempfile.mktemp()
with open(path, "wb") as f:
    f.write(b"hello\nworld\nlast")
with open(path, "rb") as f:
    print(f.read(3), f.tell(), f.peek(4)[:4], f.readline(), f.seek(-2, 2), f.read(), f.seek(1), f.read1(2))
    b = bytearray(5)
    print(f.readinto(b), b, list(f))
with open(path, "r+b") as f:
    print(f.read(2), f.write(b"XY"), f.read(2), f.seek(0), f.read(), f.truncate(5), f.seek(0), f.read(), f.tell())
with open(path, "r+b", buffering=0) as f:
    print(f.mode, f.read(2) , f.write(b"!"), f.seek(0), f.readall())
os.unlink(path)

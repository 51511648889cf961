import io

b = io.BytesIO(b"hello\nworld")
b.seek(0, 2)
b.write(b"!")
b.seek(20)
b.write(b"x")
print(b.getvalue(), b.tell())
view = b.getbuffer()
view[0] = 65
for call in (lambda: b.write(b"y" * 30), lambda: b.truncate(1), b.close):
    try:
        call()
    except BufferError as e:
        print(e)
view.release()
print(b.seek(0), b.readline(), b.readlines(), b.read(), b.truncate(3), b.getvalue())
for call in (lambda: b.read("a"), lambda: b.seek(-1), lambda: b.seek(0, 5), lambda: b.write("a"), lambda: b.readinto(b"x"), b.fileno):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)

import io

s = io.StringIO("start")
s.write("h")
print(s.getvalue(), s.tell())
s.seek(2)
s.write("XX€")
print(s.getvalue(), s.tell(), s.seek(10), s.write("z"), repr(s.getvalue()), s.truncate(3), s.getvalue())
s.seek(0)
print(s.read(2), s.readline(), repr(s.read()))
for call in (lambda: s.seek(-1), lambda: s.seek(1, 1), lambda: s.seek(0, 5), lambda: s.truncate(-1), lambda: s.write(b"a"), lambda: io.StringIO(5)):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)

class Upper(io.StringIO):
    def write(self, text):
        return super().write(text.upper())

u = Upper()
u.note = 3
print("hi", file=u)
print(u.getvalue(), u.__dict__)

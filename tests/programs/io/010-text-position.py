import io

t = io.TextIOWrapper(io.BytesIO("aé€\nb😀c\r\nd".encode()), encoding="utf-8")
places = []
while True:
    places.append(t.tell())
    if not t.read(1):
        break
print(places)
for place in reversed(places):
    t.seek(place)
    print(repr(t.read()))
t.seek(0)
next(t)
try:
    t.tell()
except OSError as e:
    print(e)
for args in ((1, 1), (1, 2), (0, 9), (-1,)):
    try:
        t.seek(*args)
    except Exception as e:
        print(type(e).__name__, e)

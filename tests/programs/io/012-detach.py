import io

t = io.TextIOWrapper(io.BytesIO(b"abc"), encoding="utf-8")
buffer = t.detach()
print(buffer.read())
for call in (t.read, t.detach, lambda: t.buffer, t.fileno, lambda: t.closed):
    try:
        call()
    except ValueError as e:
        print(e)
print(t)
r = io.BufferedReader(io.BytesIO(b"abc"))
r.detach()
try:
    r.read()
except ValueError as e:
    print(e)

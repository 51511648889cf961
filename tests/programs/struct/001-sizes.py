import _struct

for c in "xcbB?hHiIlLqQnNefdspPFD":
    row = []
    for mark in ("@", "<"):
        try:
            row.append(_struct.calcsize(mark + c))
        except _struct.error as e:
            row.append(str(e))
    print(c, *row)
print(_struct.calcsize("bi"), _struct.calcsize("<bi"), _struct.calcsize("b0q"))

a = bytearray(b"abcdef"); m = memoryview(a)
m[0] = 90; print(a, m[1], m[1:3].tobytes(), len(m), m.tolist(), m.readonly, m[::2].tobytes(), m == a, m.nbytes)
try:
    a.append(1)
except BufferError as e:
    print(e)
m.release(); a.append(1); print(a)

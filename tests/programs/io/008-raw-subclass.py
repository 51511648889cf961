import io

class Source(io.RawIOBase):
    def __init__(self, data):
        self.data = data

    def readable(self):
        return True

    def readinto(self, buffer):
        n = min(len(buffer), len(self.data), 3)
        buffer[:n] = self.data[:n]
        self.data = self.data[n:]
        return n

class Sink(io.RawIOBase):
    def writable(self):
        return True

    def write(self, data):
        print("raw", bytes(data))
        return len(data)

r = Source(b"line1\nline2\nlast")
print(r.read(2), r.readline(), r.readall())
r = io.BufferedReader(Source(b"line1\nline2\nlast"), 8)
print(r.read(4), r.peek(), r.readline(), r.readlines())
print(list(io.TextIOWrapper(io.BufferedReader(Source(b"x\ny\n" * 3)), encoding="utf-8")))
w = io.BufferedWriter(Sink(), 4)
print(w.write(b"ab"), w.write(b"cd"), w.write(b"efghijk"), w.flush())
w.close()
print(w.closed, w.raw.closed)
pair = io.BufferedRWPair(Source(b"abc"), Sink())
print(pair.read(2), pair.write(b"q"), pair.flush())

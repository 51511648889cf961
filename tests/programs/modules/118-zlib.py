import gzip
import zlib

data = b"the quick brown fox " * 500 + bytes(range(256))
for level in (0, 1, 6, 9):
    for wbits in (15, -15, 31):
        print(zlib.decompress(zlib.compress(data, level, wbits=wbits), wbits=wbits) == data, end=" ")
print(len(zlib.compress(data)) < len(data) // 4, gzip.decompress(gzip.compress(data)) == data)
packed = bytes.fromhex("789ccb48cdc9c95728cf2fca490100 1a0b045d".replace(" ", ""))
d = zlib.decompressobj()
print(d.decompress(packed[:5]) + d.decompress(packed[5:] + b"tail"), d.eof, d.unused_data)
d = zlib.decompressobj()
print(d.decompress(packed, 4), d.eof, d.decompress(d.unconsumed_tail), d.eof)
for bad in (b"", b"abc", packed[:-1], packed[:-1] + b"x"):
    try:
        zlib.decompress(bad)
    except zlib.error as e:
        print(e)

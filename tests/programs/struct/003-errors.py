import _struct

for fmt, *values in [("b", 128), ("B", -1), ("i", "a"), ("d", "a"), ("f", 1e300), ("c", b"ab"), ("s", "a"), ("2i", 1), ("z",), ("3",)]:
    try:
        _struct.pack(fmt, *values)
    except (_struct.error, OverflowError) as e:
        print(fmt, type(e).__name__, e)
for fmt, data in [("i", b"abc"), ("i", b"abcde")]:
    try:
        _struct.unpack(fmt, data)
    except _struct.error as e:
        print(e)
try:
    _struct.unpack_from("i", b"abcdefg", 5)
except _struct.error as e:
    print(e)

import _struct

for mark in "<>":
    fmt = mark + "hHiIqQdfe3s4p?"
    data = _struct.pack(fmt, -1, 65535, -5, 2**31, -(2**63), 2**64 - 1, 1.5, 2.5, -0.5, b"xyz!", b"abcdef", True)
    print(data)
    print(_struct.unpack(fmt, data))
print(list(_struct.iter_unpack("<h", b"abcdef")), _struct.unpack_from("<h", b"abcdef", -2))
buffer = bytearray(8)
_struct.pack_into(">i", buffer, 2, 258)
print(buffer)

print(b"a" < b"b", b"a" == bytearray(b"a"), b"a" == "a", b"ab" > b"a", hash(b"a") == hash(b"a"), {b"k": 1}[b"k"])

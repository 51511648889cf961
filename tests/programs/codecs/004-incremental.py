import codecs

for name in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf_8_sig"):
    data = "aé😀".encode(name)
    decoder = codecs.getincrementaldecoder(name)()
    print(name, [decoder.decode(data[i:i + 1]) for i in range(len(data))], decoder.getstate())
    encoder = codecs.getincrementalencoder(name)()
    print([encoder.encode(c) for c in "ab"])
print(list(codecs.iterencode(["a", "é"], "utf-16")), list(codecs.iterdecode([b"\xc3", b"\xa9"], "utf-8")))

import io

d = io.IncrementalNewlineDecoder(None, True)
print(repr(d.decode("a\r")), repr(d.decode("\nb\r\n")), d.newlines, d.getstate())
d.reset()
print(d.newlines, repr(d.decode("x\r", final=True)))
d = io.IncrementalNewlineDecoder(None, False)
print(repr(d.decode("a\r")), d.getstate(), repr(d.decode("\nb\rc\n")), d.newlines)

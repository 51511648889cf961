import codecs

print(codecs.lookup("UTF 8").name, codecs.lookup("latin1").name, codecs.encode("abc", "rot13"))
for call in (lambda: "x".encode("nope"), lambda: codecs.lookup("nope"), lambda: "abc".encode("rot13"), lambda: b"abc".decode("rot13")):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)

def search(name):
    if name == "twice":
        return codecs.CodecInfo(lambda s, errors="strict": ((s + s).encode(), len(s)), lambda b, errors="strict": (bytes(b).decode() * 2, len(b)), name=name)

codecs.register(search)
print("ab".encode("twice"), b"cd".decode("Twice"))
codecs.unregister(search)
try:
    "ab".encode("twice")
except LookupError as e:
    print(e)

import codecs

def shown(e):
    return f"<{e.object[e.start:e.end]}>", e.end

codecs.register_error("mine", shown)
print("a€€b".encode("ascii", "mine"), "a€b".encode("cp437", "mine"), b"a\xffb".decode("utf-8", "mine"))
for name in ("strict", "ignore", "replace", "xmlcharrefreplace", "backslashreplace", "surrogatepass", "surrogateescape"):
    handler = codecs.lookup_error(name)
    print(handler.__name__)
    for error in (
        UnicodeEncodeError("utf-8", "a\ud800é", 1, 3, "why"), UnicodeEncodeError("utf-8", "a\udc80", 1, 2, "why"),
        UnicodeDecodeError("utf-8", b"a\xed\xa0\x80", 1, 2, "why"), UnicodeTranslateError("abc", 1, 2, "why"), ValueError("x"),
    ):
        try:
            print(ascii(handler(error)))
        except Exception as e:
            print(type(e).__name__, e)
for call in (lambda: codecs.lookup_error("xx"), lambda: "é".encode("ascii", "xx"), lambda: codecs.register(5)):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)

import codecs

for name in ("cp1252", "cp437", "iso8859-15", "koi8-r", "mac_roman", "cp1140"):
    print(name, "aé€".encode(name, "replace"), ascii(bytes(range(120, 140)).decode(name, "replace")))
for call in (
    lambda: "\u20ac".encode("cp437"), lambda: "a\u20ac".encode("cp437", "xmlcharrefreplace"), lambda: b"\x81".decode("cp1252"),
    lambda: codecs.charmap_encode("abc", "strict", {97: 65, 98: b"xx", 99: None}),
    lambda: codecs.charmap_encode("abc", "replace", {97: 65, 98: b"xx", 63: 1}),
    lambda: codecs.charmap_encode("a", "strict", {97: "x"}),
    lambda: codecs.charmap_decode(b"ab", "strict", {97: 65, 98: "xyz"}),
    lambda: codecs.charmap_decode(b"a", "strict", {97: b"x"}),
):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)

import codecs

print("aé€😀\0\n\\".encode("unicode_escape"), "aé€😀\0\n\\".encode("raw_unicode_escape"))
print(b"a\\n\\x41\\u20ac\\U0001f600\\101\\\\".decode("unicode_escape"))
print(b"a\\u20ac\\\\u20ac\\\\\\u20ac\xff".decode("raw_unicode_escape"))
for data in (b"\\", b"\\x4", b"\\u12", b"\\U00110000", b"\\xzz"):
    for codec in ("unicode_escape", "raw_unicode_escape"):
        try:
            print(data.decode(codec))
        except UnicodeDecodeError as e:
            print(e)
print(codecs.escape_decode(b"a\\n\\x41\\101\\\\\\\n"), codecs.escape_encode(b"a'\n\xff\\"))

print(b"caf\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"a\xff".decode("ascii", "replace"), b"\xff".decode("utf-8", "backslashreplace"), b"a\xffb".decode(errors="ignore"), ascii(b"\xff".decode("utf-8", "surrogateescape")))
for d in (b"\xff", b"\xc3", b"a\xe2\x82", b"\xed\xa0\x80", b"\xc3("):
    try:
        d.decode()
    except UnicodeDecodeError as e:
        print(e)

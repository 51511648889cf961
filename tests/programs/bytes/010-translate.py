print(b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".translate(None, b"b"), b"a\tb".expandtabs(4), b"a\nb\r\n".splitlines(), b"abc".removeprefix(b"a"))

print(chr(97), ord("é"), chr(0x1F600))
for f in (lambda: chr(-1), lambda: ord("ab"), lambda: ord(3), lambda: chr(0x110000)):
    try:
        f()
    except (ValueError, TypeError) as e:
        print(e)

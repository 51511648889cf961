for s in ("1+2j", " -1j ", "(3-4j)", "5", "j", "1e3-2.5e-1J", "nan+infj"):
    print(complex(s))
for s in ("", "1+", "1+2", "x", "1 + 2j"):
    try:
        complex(s)
    except ValueError as e:
        print(e)

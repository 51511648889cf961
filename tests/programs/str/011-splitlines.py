print("a\nb\r\nc\rd".splitlines(), "a\n\nb\n".splitlines(True), "x\x85y\u2028z\x1cw".splitlines())

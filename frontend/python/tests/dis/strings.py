def strings(x, w):
    a = f"{x}"
    b = f"a{x!r:>{w}}b{{{x=}}}"
    c = "lone \ud800", b"bytes\x00"
    d = f"plain" "text"
    e = t"hi {x!s:{w}} there {w}"

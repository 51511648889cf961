print("é€😀".encode(), "é".encode("latin-1"), "a\u20ac".encode("ascii", "xmlcharrefreplace"), "\u20ac".encode("ascii", "backslashreplace"), "a\u20acb".encode("ascii", "replace"), "ab".encode("utf-16"), "a".encode("utf-32-be"), "\udcff".encode("utf-8", "surrogateescape"))
for s, e in (("\u20ac", "ascii"), ("\ud800", "utf-8"), ("a\u20ac\u20ac", "latin-1")):
    try:
        s.encode(e)
    except UnicodeEncodeError as x:
        print(x)

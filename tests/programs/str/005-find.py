s = "abcabc"
print(s.find("c"), s.find("c", 3), s.find("x"), s.rfind("b"), s.find(""), s.find("", 7), s.rfind(""), s.find("bc", 2, 5), s.index("b"))
try:
    s.index("x")
except ValueError as e:
    print(e)

class S(str):
    pass
s = S("abc")
print(s, type(s.upper()).__name__, type(s + "d").__name__, type(s[:]).__name__, {"abc": 1}[s], s == "abc", type(str(s)).__name__, type(s.strip()).__name__)

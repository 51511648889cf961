print("ell" in "hello", "" in "", "x" in "abc", "é" in "café", "\u20ac" in "abc")
try:
    1 in "abc"
except TypeError as e:
    print(e)

print([a + b for a, b in [(1, 2), (3, 4)]], [r for f, *r in ["abc"]])

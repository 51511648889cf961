a = b = {1, 2}; a |= {3}; a &= {2, 3}; a -= {2}; a ^= {9}; print(sorted(b), a is b)

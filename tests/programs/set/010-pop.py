s = {5}; print(s.pop(), s)
try:
    s.pop()
except KeyError as e:
    print(e)

a = [1, 2, 3]
def key(x):
    a.append(0)
    return x
try:
    a.sort(key=key)
except ValueError as e:
    print(e)
print(a)

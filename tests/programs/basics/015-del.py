x = [1, 2, 3]
del x[0]
print(x)
d = {1: 2, 3: 4}
del d[1]
print(d)
y = 1
del y
try:
    y
except NameError as e:
    print(e)

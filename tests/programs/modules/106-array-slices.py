from array import array

a = array("h", range(12))
del a[3:9:2]
print(a, a[::-3], a[-1])
a[2:4] = array("h", [7] * 5)
print(a, 7 in a, a.count(7), a.index(7))
a.reverse()
a *= 2
print(a, len(a))
m = memoryview(a)
m[0] = 55
print(a[0], m.format, m.itemsize)

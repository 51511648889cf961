import bisect

a = [1, 2, 2, 2, 5]
print(bisect.bisect_left(a, 2), bisect.bisect_right(a, 2), bisect.bisect(a, 9))
print(bisect.bisect_left(a, 2, 2), bisect.bisect_right(a, 2, 0, 2))
print(bisect.bisect_left(["b", "cc", "dddd"], 3, key=len))
bisect.insort(a, 3)
bisect.insort_left(a, 2)
print(a)
try:
    bisect.bisect(a, 1, -1)
except ValueError as e:
    print(e)

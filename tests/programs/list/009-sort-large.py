x = 7
a = []
for i in range(3000):
    x = x * 1103515245 % 2147483647
    a.append(x % 1000)
b = sorted(a)
print(all(b[i] <= b[i + 1] for i in range(2999)), sum(a) == sum(b), sorted(b, reverse=True) == b[::-1])

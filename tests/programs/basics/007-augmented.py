x = [1]
y = x
x += [2]
print(y)
t = (1,)
u = t
t += (2,)
print(u, t)
n = 7
n //= 2
n **= 3
n <<= 1
n ^= 5
print(n)

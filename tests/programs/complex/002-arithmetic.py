a = 3 + 4j
print(a + 1, a - 1j, a * a, a / (1 - 2j), a**2, a**-1, abs(a), -a, 2 / a, a == 3 + 4j, a != 3)

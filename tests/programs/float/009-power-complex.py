z = (-8) ** (1 / 3)
print(type(z).__name__, round(z.real, 10), round(z.imag, 10))

z = 1.5 - 2j
print(z.real, z.imag, z.conjugate(), complex(1, 2), complex(real=3), complex(imag=4), bool(0j))

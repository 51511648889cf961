n = 2**200
print(n, -n, repr(n), f"{n:x}", hex(n), bin(2**65), oct(2**66))

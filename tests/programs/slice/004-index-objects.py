class I:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
print([1, 2, 3][I(1) :], "abc"[I(-1)], (1, 2, 3)[I(0) : I(2)], b"abc"[:: I(2)])

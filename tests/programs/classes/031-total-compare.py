class N:
    def __init__(self, n):
        self.n = n

    def __lt__(self, o):
        return self.n < o.n

    def __repr__(self):
        return str(self.n)


print(sorted([N(3), N(1), N(2)]), min(N(2), N(1)), N(1) > N(0))

class H:
    def __init__(self, v): self.v = v
    def __hash__(self): return 1
    def __eq__(self, o): return self.v == o.v
    def __repr__(self): return f"H{self.v}"
d = {H(i): i for i in range(20)}; del d[H(3)]; d[H(3)] = "new"
print(len(d), d[H(7)], d[H(3)], list(d)[-1], H(99) in d)

class C:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if isinstance(i, slice):
            return (i.start, i.stop, i.step)
        if i >= 3:
            raise IndexError(i)
        return i * 10

    def __contains__(self, x):
        return x == "in"


c = C()
print(len(c), c[1], c[1:2], c[::2], list(c), "in" in c, 10 in c, bool(c))
print(list(reversed(c)))

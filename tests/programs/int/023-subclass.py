class I(int):
    def __repr__(self):
        return f"I({int(self)})"
i = I(5)
print(i, i + 1, type(i + 1).__name__, isinstance(i, int), i == 5, {5: "x"}[i], I(2**70) - 2**70)

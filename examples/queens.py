"""Eight queens, by a generator that explores the board row by row."""


def queens(size, row=0, columns=(), up=(), down=()):
    if row == size:
        yield columns
        return
    for column in range(size):
        if column not in columns and row + column not in up and row - column not in down:
            yield from queens(size, row + 1, columns + (column,), up + (row + column,), down + (row - column,))


solutions = list(queens(8))
print(len(solutions), "solutions; the first:")
for column in solutions[0]:
    print(" ".join("Q" if c == column else "." for c in range(8)))

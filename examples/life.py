"""Conway's game of life on an endless board: a set of living cells."""

GLIDER = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}


def neighbours(cell):
    x, y = cell
    return {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} - {cell}


def step(alive):
    around = {n for cell in alive for n in neighbours(cell)}
    return {c for c in alive | around if len(neighbours(c) & alive) in ((2, 3) if c in alive else (3,))}


def show(alive, size):
    for y in range(size):
        print("".join("#" if (x, y) in alive else "." for x in range(size)))


board = GLIDER
for generation in range(0, 13, 4):
    print("generation", generation)
    show(board, 8)
    for _ in range(4):
        board = step(board)

print(hash(()), hash((1,)), hash((1, 2, 3)), hash((1, (2, 3))), hash((0.5, -1)))

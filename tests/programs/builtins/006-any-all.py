print(any([]), all([]), any([0, 1]), all([1, 0]))

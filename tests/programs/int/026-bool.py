print(True + True, True * 3, -True, ~0, True & 1, True | False, isinstance(True, int), int(True), str(True))

print([(x, y) for x in range(3) for y in range(x)])
print([[y for y in range(x)] for x in range(3)])

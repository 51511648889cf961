print(0 or "x", 1 and "y", "" and 1, [] or {} or None)
print(not 0, not [1])

d = {1: "int", "1": "str", 2.5: "f", None: 0, (1, 2): "t", True: "bool"}
print(d, d[1.0], d[True], 2.5 in d)

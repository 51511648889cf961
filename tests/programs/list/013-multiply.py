a = [[0]] * 3; a[0].append(1); print(a, [1, 2] * 2, 0 * [1], [1] * -1)
b = [1, 2]; b *= 3; print(b); b += "ab"; print(b)

from array import array

for code, bad in [("b", 128), ("B", -1), ("h", 2**15), ("H", 2**16), ("i", 2**31), ("I", -1), ("q", 2**63), ("Q", -1), ("d", "x")]:
    a = array(code, [1])
    try:
        a[0] = bad
    except (OverflowError, TypeError) as e:
        print(code, a.itemsize, type(e).__name__, e)
a = array("d", [1.5, -0.0])
print(a, a.tobytes())

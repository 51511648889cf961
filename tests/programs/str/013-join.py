print(",".join(["a", "b"]), "".join(c for c in "xyz"), "-".join({"k": 1}), "é".join(["1", "2"]))
for x in ([1], ["a", None], 5):
    try:
        ",".join(x)
    except TypeError as e:
        print(e)

print(hash(1) == hash(1.0) == hash(True), hash(-1), hash((1, 2)) == hash((1, 2)))
for x in ([], {}, set()):
    try:
        hash(x)
    except TypeError as e:
        print(e)

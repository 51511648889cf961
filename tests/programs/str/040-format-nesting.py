for t in ("{:{:{}}}", "{!}", "{!r", "{:{}}"):
    try:
        print(t.format(1, 2, 3))
    except ValueError as e:
        print(e)
print("%05f|%5s|%-7r|" % (float("-inf"), "é", "x"))

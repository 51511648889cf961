print("{} {}".format(1, 2), "{1} {0}".format(1, 2), "{a[0]} {b.real}".format(a=[7], b=5), "{0[k]}".format({"k": "v"}), "{{}}".format(), "{:>{w}}".format("x", w=3), "{!r:>5} {!s}".format("a", "b"))

print("a b  c ".split(), "a,b,,c".split(","), "a b c".split(None, 1), " a b ".split(" "), "".split(), "".split(","), "a--b--c".split("--", 1))

print("aaaa".count("aa"), "abc".count(""), "banana".count("an", 2), "x".count("y"))

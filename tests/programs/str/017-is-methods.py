for s in ("abc", "ABC", "Abc Def", "123", "½", "²", "a1", "", " \t", "é", "\u0660", "a b"):
    print(ascii(s), s.isalpha(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isalnum(), s.islower(), s.isupper(), s.istitle(), s.isspace(), s.isprintable(), s.isidentifier(), s.isascii())

print("a\tb\n\tc".expandtabs(), "a\tbc\td".expandtabs(4), "\t".expandtabs(0) + "|")

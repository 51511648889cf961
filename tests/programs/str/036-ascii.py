print(ascii("aé€😀'"), ascii(["é"]), "%a" % "é", "{!a}".format("é"))

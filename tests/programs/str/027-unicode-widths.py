s = "a" + "é" + "€" + "😀"
print(s[0:1], s[1:2], s[2:3], s[3:4], s[:2] == "aé", s.find("€"), s.replace("😀", "x") == "aé€x", s.upper())

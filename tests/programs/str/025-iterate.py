print(list("aé€😀"), len("😀"), "".join(reversed("abc")), [ord(c) for c in "aé€😀"])

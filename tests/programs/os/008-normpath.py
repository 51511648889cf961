import os.path

for p in ("", ".", "/", "//", "///", "a//b/../c/.", "/../a", "../../a/..", b"x/./y", "a/b/"):
    print(repr(p), repr(os.path.normpath(p)), os.path.splitroot(p))

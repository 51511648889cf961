import os, tempfile

path = tempfile.mktemp()
for name in ("utf-16", "utf-32", "utf-8-sig", "cp1252", "latin-1", "ascii", "utf-16-le"):
    with open(path, "w", encoding=name, errors="replace") as f:
        f.write("aé\nb")
        f.write("c")
    with open(path, "a", encoding=name) as f:
        f.write("d")
    with open(path, "rb") as f:
        print(name, f.read())
    with open(path, encoding=name) as f:
        print(f.read(1), f.tell(), f.readline(), f.tell(), f.read(), f.seek(0), f.read())
os.unlink(path)

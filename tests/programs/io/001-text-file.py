import os, tempfile

path = tempfile.mktemp()
with open(path, "w", encoding="utf-8") as f:
    print(f.write("héllo\nwörld\n"), f.tell(), f.mode, f.encoding)
    f.writelines(["a\n", "b"])
with open(path, encoding="utf-8") as f:
    print(f.readline(), f.tell(), f.read(3), f.tell(), repr(f.read()), f.tell(), f.seek(0), f.readlines())
with open(path, "a+", encoding="utf-8") as f:
    print(f.tell(), repr(f.read()), f.seek(0), f.readline(), f.write("END"), f.seek(0), f.read())
os.unlink(path)

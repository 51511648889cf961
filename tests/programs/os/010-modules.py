import fnmatch, glob, os, pathlib, shutil, tempfile

top = pathlib.Path(tempfile.mkdtemp())
(top / "a").mkdir()
for name in ("x.py", "y.txt", "a/z.py"):
    (top / name).write_text(name + "\n", encoding="utf-8")
print(sorted(p.relative_to(top).as_posix() for p in top.rglob("*.py")))
print(sorted(os.path.basename(p) for p in glob.glob(str(top / "*"))), fnmatch.filter(["x.py", "y.txt"], "*.py"))
shutil.copytree(top / "a", top / "b")
shutil.move(top / "x.py", top / "b")
print((top / "b" / "x.py").read_text(), sorted(os.listdir(top / "b")))
shutil.rmtree(top)
print(top.exists())

import os, tempfile

with tempfile.TemporaryDirectory() as top:
    os.makedirs(os.path.join(top, "a", "b"))
    with open(os.path.join(top, "a", "f"), "w") as f:
        f.write("abc")
    os.symlink("f", os.path.join(top, "a", "l"))
    for folder, folders, files in os.walk(top):
        print(os.path.relpath(folder, top), sorted(folders), sorted(files))
    with os.scandir(os.path.join(top, "a")) as entries:
        for e in sorted(entries, key=lambda e: e.name):
            print(e, e.is_dir(), e.is_file(), e.is_symlink(), e.is_file(follow_symlinks=False), e.stat().st_size)
    print(os.readlink(os.path.join(top, "a", "l")), sorted(os.listdir(os.fsencode(top))))
    try:
        os.rmdir(os.path.join(top, "a"))
    except OSError as e:
        print(type(e).__name__, e.errno)
print(os.path.exists(top))

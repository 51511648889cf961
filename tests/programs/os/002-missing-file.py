import os

for call in (os.stat, os.lstat, os.unlink, os.rmdir, os.listdir, os.scandir, os.chdir, os.readlink):
    try:
        call("no such file")
    except OSError as e:
        print(type(e).__name__, e, e.errno, e.filename)
try:
    os.rename("no such file", b"other")
except OSError as e:
    print(e, e.filename, e.filename2)

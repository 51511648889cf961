import os, tempfile

path = os.path.join(tempfile.mkdtemp(), "f")
fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
print(os.write(fd, b"hello"), os.lseek(fd, 1, os.SEEK_SET), os.read(fd, 3), os.fstat(fd).st_size)
os.ftruncate(fd, 2)
other = os.dup(fd)
os.close(fd)
print(os.lseek(other, 0, os.SEEK_SET), os.read(other, 10), os.isatty(other))
os.close(other)
for call in (lambda: os.close(other), lambda: os.read(other, 1), lambda: os.write(other, b"x"), lambda: os.open(path, os.O_CREAT | os.O_EXCL)):
    try:
        call()
    except OSError as e:
        print(type(e).__name__, e.errno, e.strerror)
r, w = os.pipe()
print(os.write(w, b"through"), os.read(r, 100))
os.close(w)
print(os.read(r, 1))
os.close(r)
os.unlink(path)
os.rmdir(os.path.dirname(path))

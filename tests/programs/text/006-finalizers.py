import gc, os, sys, tempfile

class A:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)

def make():
    A("one")
    f = open(path, "w")
    f.write("written")

path = tempfile.mktemp()
make()
for i in range(3):
    gc.collect()
print(open(path).read())
os.unlink(path)

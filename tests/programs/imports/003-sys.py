import sys

print(sys.version_info[:2], sys.maxsize, sys.byteorder, type(sys.argv))
print("sys" in sys.modules, sys.modules["__main__"].__name__)

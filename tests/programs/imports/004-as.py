import sys as s
from sys import maxsize as m

print(s.maxsize == m, s.__name__)

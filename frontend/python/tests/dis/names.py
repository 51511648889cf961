import os, a.b, a.b.c as abc
from m import x as y, z
from . import rel
from ..pkg import *
global_name = os
def uses():
    global made
    made = global_name
    del made
del abc
x: int = 1
x[1:2] = x[::2]
x[0] += x.attr
x.attr -= 1
del x[0], x.attr

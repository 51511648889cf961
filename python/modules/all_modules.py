"""The builtin modules that a program can import: being imported here makes a file part of the interpreter."""

from python.modules.collections_ import W_DefaultDict
from python.modules.errno_ import strerror
from python.modules.functools_ import W_Partial
from python.modules.itertools_ import W_Chain
from python.modules.itertools_combine import W_Product
from python.modules.math_ import sqrt
from python.modules.operator_ import truth
from python.modules.sre_pattern import W_Pattern
from python.modules.time_ import time

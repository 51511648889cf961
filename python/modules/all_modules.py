"""The builtin modules that a program can import: being imported here makes a file part of the interpreter."""

from python.builtins.functions import builtin_len
from python.builtins.iterators import W_Zip
from python.builtins.reflection import builtin_exec
from python.interpreter.opcodes.arithmetic import BINARY_ADD
from python.interpreter.opcodes.asynchronous import GET_AITER
from python.interpreter.opcodes.attrs import LOAD_ATTR
from python.interpreter.opcodes.build import BUILD_LIST
from python.interpreter.opcodes.calls import CALL
from python.interpreter.opcodes.compare import COMPARE_LT
from python.interpreter.opcodes.defining import MAKE_FUNCTION
from python.interpreter.opcodes.handling import RAISE
from python.interpreter.opcodes.iterating import FOR_ITER
from python.interpreter.opcodes.jumps import JUMP
from python.interpreter.opcodes.matching import MATCH_CLASS
from python.interpreter.opcodes.moves import MOVE
from python.interpreter.opcodes.names import LOAD_NAME
from python.interpreter.opcodes.subscripts import DELETE_SUBSCR
from python.modules.collections_ import W_DefaultDict
from python.modules.errno_ import strerror
from python.modules.functools_ import W_Partial
from python.modules.itertools_ import W_Chain
from python.modules.itertools_combine import W_Product
from python.modules.math_ import sqrt
from python.modules.operator_ import truth
from python.modules.sre_pattern import W_Pattern
from python.modules.time_ import time

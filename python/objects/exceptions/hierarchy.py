"""The builtin exception types that need no layout of their own."""

from python.rpython import Final, arr, typeof
from python.objects.exceptions.base import W_Exception, W_BaseException, W_ValueError, make_exception_type
from python.objects.exceptions.special import W_ImportError, W_NameError, W_OSError
from python.objects.exceptions.syntax import W_SyntaxError
from python.objects.type_ import W_Type

w_ArithmeticError: Final = make_exception_type(
    "ArithmeticError",
    typeof(W_Exception),
    "Base class for arithmetic errors.",
)
w_AssertionError: Final = make_exception_type(
    "AssertionError",
    typeof(W_Exception),
    "Assertion failed.",
)
w_BufferError: Final = make_exception_type("BufferError", typeof(W_Exception), "Buffer error.")
w_EOFError: Final = make_exception_type("EOFError", typeof(W_Exception), "Read beyond end of file.")
w_LookupError: Final = make_exception_type(
    "LookupError",
    typeof(W_Exception),
    "Base class for lookup errors.",
)
w_MemoryError: Final = make_exception_type("MemoryError", typeof(W_Exception), "Out of memory.")
w_ReferenceError: Final = make_exception_type(
    "ReferenceError",
    typeof(W_Exception),
    "Weak ref proxy used after referent went away.",
)
w_RuntimeError: Final = make_exception_type(
    "RuntimeError",
    typeof(W_Exception),
    "Unspecified run-time error.",
)
w_StopAsyncIteration: Final = make_exception_type(
    "StopAsyncIteration",
    typeof(W_Exception),
    "Signal the end from iterator.__anext__().",
)
w_SystemError: Final = make_exception_type(
    "SystemError",
    typeof(W_Exception),
    "Internal error in the Python interpreter.\n"
    "\n"
    "Please report this to the Python maintainer, along with the traceback,\n"
    "the Python version, and the hardware/OS platform and version.",
)
w_TypeError: Final = make_exception_type(
    "TypeError",
    typeof(W_Exception),
    "Inappropriate argument type.",
)
w_Warning: Final = make_exception_type(
    "Warning",
    typeof(W_Exception),
    "Base class for warning categories.",
)
w_GeneratorExit: Final = make_exception_type(
    "GeneratorExit",
    typeof(W_BaseException),
    "Request that a generator exit.",
)
w_KeyboardInterrupt: Final = make_exception_type(
    "KeyboardInterrupt",
    typeof(W_BaseException),
    "Program interrupted by user.",
)
w_FloatingPointError: Final = make_exception_type(
    "FloatingPointError",
    w_ArithmeticError,
    "Floating-point operation failed.",
)
w_OverflowError: Final = make_exception_type(
    "OverflowError",
    w_ArithmeticError,
    "Result too large to be represented.",
)
w_ZeroDivisionError: Final = make_exception_type(
    "ZeroDivisionError",
    w_ArithmeticError,
    "Second argument to a division or modulo operation was zero.",
)
w_IndexError: Final = make_exception_type(
    "IndexError",
    w_LookupError,
    "Sequence index out of range.",
)
w_KeyError: Final = make_exception_type("KeyError", w_LookupError, "Mapping key not found.")
w_NotImplementedError: Final = make_exception_type(
    "NotImplementedError",
    w_RuntimeError,
    "Method or function hasn't been implemented yet.",
)
w_RecursionError: Final = make_exception_type(
    "RecursionError",
    w_RuntimeError,
    "Recursion limit exceeded.",
)
w_PythonFinalizationError: Final = make_exception_type(
    "PythonFinalizationError",
    w_RuntimeError,
    "Operation blocked during Python finalization.",
)
w_UnboundLocalError: Final = make_exception_type(
    "UnboundLocalError",
    typeof(W_NameError),
    "Local name referenced but not bound to a value.",
)
w_ModuleNotFoundError: Final = make_exception_type(
    "ModuleNotFoundError",
    typeof(W_ImportError),
    "Module not found.",
)
w_IndentationError: Final = make_exception_type(
    "IndentationError",
    typeof(W_SyntaxError),
    "Improper indentation.",
)
w_TabError: Final = make_exception_type(
    "TabError",
    w_IndentationError,
    "Improper mixture of spaces and tabs.",
)
w_IncompleteInputError: Final = make_exception_type(
    "_IncompleteInputError",
    typeof(W_SyntaxError),
    "incomplete input.",
)
w_BlockingIOError: Final = make_exception_type(
    "BlockingIOError",
    typeof(W_OSError),
    "I/O operation would block.",
)
w_ChildProcessError: Final = make_exception_type(
    "ChildProcessError",
    typeof(W_OSError),
    "Child process error.",
)
w_ConnectionError: Final = make_exception_type(
    "ConnectionError",
    typeof(W_OSError),
    "Connection error.",
)
w_BrokenPipeError: Final = make_exception_type("BrokenPipeError", w_ConnectionError, "Broken pipe.")
w_ConnectionAbortedError: Final = make_exception_type(
    "ConnectionAbortedError",
    w_ConnectionError,
    "Connection aborted.",
)
w_ConnectionRefusedError: Final = make_exception_type(
    "ConnectionRefusedError",
    w_ConnectionError,
    "Connection refused.",
)
w_ConnectionResetError: Final = make_exception_type(
    "ConnectionResetError",
    w_ConnectionError,
    "Connection reset.",
)
w_FileExistsError: Final = make_exception_type(
    "FileExistsError",
    typeof(W_OSError),
    "File already exists.",
)
w_FileNotFoundError: Final = make_exception_type(
    "FileNotFoundError",
    typeof(W_OSError),
    "File not found.",
)
w_InterruptedError: Final = make_exception_type(
    "InterruptedError",
    typeof(W_OSError),
    "Interrupted by signal.",
)
w_IsADirectoryError: Final = make_exception_type(
    "IsADirectoryError",
    typeof(W_OSError),
    "Operation doesn't work on directories.",
)
w_NotADirectoryError: Final = make_exception_type(
    "NotADirectoryError",
    typeof(W_OSError),
    "Operation only works on directories.",
)
w_PermissionError: Final = make_exception_type(
    "PermissionError",
    typeof(W_OSError),
    "Not enough permissions.",
)
w_ProcessLookupError: Final = make_exception_type(
    "ProcessLookupError",
    typeof(W_OSError),
    "Process not found.",
)
w_TimeoutError: Final = make_exception_type("TimeoutError", typeof(W_OSError), "Timeout expired.")
w_BytesWarning: Final = make_exception_type(
    "BytesWarning",
    w_Warning,
    "Base class for warnings about bytes and buffer related problems, mostly\n"
    "related to conversion from str or comparing to str.",
)
w_DeprecationWarning: Final = make_exception_type(
    "DeprecationWarning",
    w_Warning,
    "Base class for warnings about deprecated features.",
)
w_EncodingWarning: Final = make_exception_type(
    "EncodingWarning",
    w_Warning,
    "Base class for warnings about encodings.",
)
w_FutureWarning: Final = make_exception_type(
    "FutureWarning",
    w_Warning,
    "Base class for warnings about constructs that will change semantically\n"
    "in the future.",
)
w_ImportWarning: Final = make_exception_type(
    "ImportWarning",
    w_Warning,
    "Base class for warnings about probable mistakes in module imports",
)
w_PendingDeprecationWarning: Final = make_exception_type(
    "PendingDeprecationWarning",
    w_Warning,
    "Base class for warnings about features which will be deprecated\n"
    "in the future.",
)
w_ResourceWarning: Final = make_exception_type(
    "ResourceWarning",
    w_Warning,
    "Base class for warnings about resource usage.",
)
w_RuntimeWarning: Final = make_exception_type(
    "RuntimeWarning",
    w_Warning,
    "Base class for warnings about dubious runtime behavior.",
)
w_SyntaxWarning: Final = make_exception_type(
    "SyntaxWarning",
    w_Warning,
    "Base class for warnings about dubious syntax.",
)
w_UnicodeWarning: Final = make_exception_type(
    "UnicodeWarning",
    w_Warning,
    "Base class for warnings about Unicode related problems, mostly\n"
    "related to conversion problems.",
)
w_UserWarning: Final = make_exception_type(
    "UserWarning",
    w_Warning,
    "Base class for warnings generated by user code.",
)

# In the order of their names; the types with layouts of their own are added by `builtins`.
plain_exceptions: Final = [
    w_ArithmeticError,
    w_AssertionError,
    w_BlockingIOError,
    w_BrokenPipeError,
    w_BufferError,
    w_BytesWarning,
    w_ChildProcessError,
    w_ConnectionAbortedError,
    w_ConnectionError,
    w_ConnectionRefusedError,
    w_ConnectionResetError,
    w_DeprecationWarning,
    w_EOFError,
    w_EncodingWarning,
    w_FileExistsError,
    w_FileNotFoundError,
    w_FloatingPointError,
    w_FutureWarning,
    w_GeneratorExit,
    w_ImportWarning,
    w_IncompleteInputError,
    w_IndentationError,
    w_IndexError,
    w_InterruptedError,
    w_IsADirectoryError,
    w_KeyError,
    w_KeyboardInterrupt,
    w_LookupError,
    w_MemoryError,
    w_ModuleNotFoundError,
    w_NotADirectoryError,
    w_NotImplementedError,
    w_OverflowError,
    w_PendingDeprecationWarning,
    w_PermissionError,
    w_ProcessLookupError,
    w_PythonFinalizationError,
    w_RecursionError,
    w_ReferenceError,
    w_ResourceWarning,
    w_RuntimeError,
    w_RuntimeWarning,
    w_StopAsyncIteration,
    w_SyntaxWarning,
    w_SystemError,
    w_TabError,
    w_TimeoutError,
    w_TypeError,
    w_UnboundLocalError,
    w_UnicodeWarning,
    w_UserWarning,
    w_Warning,
    w_ZeroDivisionError,
]

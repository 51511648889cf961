"""Frames and the execution context of a thread."""

from python.rpython import Final, arr, i32, builtin, getset, pytype, setter
from python.objects.base import W_Object
from python.objects.bool_ import W_Bool
from python.objects.cell import W_Cell
from python.objects.code import CO_OPTIMIZED, W_Code
from python.objects.dict_ import W_Dict
from python.objects.exceptions.base import W_BaseException
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.generator import W_GeneratorBase
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module, builtin_modules
from python.objects.object_ import hex_id
from python.objects.singletons import w_None, w_True
from python.interpreter.locals_proxy import W_LocalsProxy
from python.interpreter.errors import OperationError, runtime_error, type_error
from python.interpreter.tracing import FrameTrace, trace_of

RETURN_NOTHING: Final = -1  # the value is dropped
RETURN_TO_CALLER: Final = 0  # the value goes to `ret` of the frame below
RETURN_FROM_LOOP: Final = 1  # this frame was entered by `run`: the loop ends
RETURN_INIT: Final = 2  # `__init__`: the value must be None, the instance goes to `ret`
# A generator that runs in the loop of its consumer; what it yields goes to `ret` of the frame below, or out through it.
RETURN_TO_FOR: Final = 3
RETURN_TO_DELEGATE: Final = 4


@pytype("frame", flags=FINAL_TYPE | NO_NEW)
class W_Frame(W_Object):
    code: W_Code
    words: arr[i32]  # what the loop fetches: the words of the code, or its stop words
    regs: arr[W_Object | None]
    w_globals: W_Dict
    w_builtins: W_Dict
    w_locals: W_Object | None  # namespace of a module or a class body; None in functions
    pc: i32 = 0  # of the instruction that runs, or that called
    resume: i32 = 0  # where to go on when the frame is on top again
    ret: i32 = 0  # register of the result in the frame below
    how: i32 = 0  # RETURN_...
    back: W_Frame | None = None
    w_instance: W_Object | None = None  # with RETURN_INIT
    generator: W_GeneratorBase | None = None
    w_sent: W_Object | None = None  # value sent to a YIELD_FROM
    w_extra_locals: W_Dict | None = None  # names set through f_locals that are no variables
    trace: FrameTrace | None = None
    is_running: bool = False
    is_done: bool = False

    def __init__(
        self,
        code: W_Code,
        regs: arr[W_Object | None],
        w_globals: W_Dict,
        w_builtins: W_Dict,
        w_locals: W_Object | None,
    ) -> None:
        """`regs` is made before the frame: stores in an object that is certainly young need no barrier."""
        self.code = code
        self.words = code.words
        self.regs = regs
        self.w_globals = w_globals
        self.w_builtins = w_builtins
        self.w_locals = w_locals

    def line(self) -> int:
        return self.code.line_of(self.pc)

    def is_optimized(self) -> bool:
        return (self.code.flags & CO_OPTIMIZED) != 0

    def set_closure(self, closure: arr[W_Object]) -> None:
        first = self.code.first_free()
        for i in range(len(closure)):
            self.regs[first + i] = closure[i]

    def variable(self, name: str) -> W_Object | None:
        """Value of a local, cell or free variable by name; None: unbound or no variable."""
        code = self.code
        n_locals = len(code.varnames)
        for i in range(len(code.cellvars)):
            if code.cellvars[i] == name:
                return self.cell_value(n_locals + i)
        for i in range(len(code.freevars)):
            if code.freevars[i] == name:
                return self.cell_value(n_locals + len(code.cellvars) + i)
        for i in range(n_locals):
            if code.varnames[i] == name:
                return self.regs[i]
        return None

    def cell_value(self, register: int) -> W_Object | None:
        w_cell = self.regs[register]
        if isinstance(w_cell, W_Cell):
            return w_cell.w_value
        return None

    def set_variable(self, name: str, w_value: W_Object | None) -> bool:
        """False: the code has no such variable."""
        code = self.code
        n_locals = len(code.varnames)
        for i in range(len(code.cellvars) + len(code.freevars)):
            own = code.cellvars[i] if i < len(code.cellvars) else code.freevars[i - len(code.cellvars)]
            if own == name:
                w_cell = self.regs[n_locals + i]
                if isinstance(w_cell, W_Cell):
                    w_cell.w_value = w_value
                    return True
        for i in range(n_locals):
            if code.varnames[i] == name:
                self.regs[i] = w_value
                return True
        return False

    def snapshot_locals(self) -> W_Dict:
        """`locals()` of a function: a new dict."""
        w_dict = W_Dict()
        code = self.code
        self.add_locals(w_dict, code.varnames)
        self.add_locals(w_dict, code.cellvars)
        self.add_locals(w_dict, code.freevars)
        return w_dict

    def add_locals(self, w_dict: W_Dict, names: arr[str]) -> None:
        for i in range(len(names)):
            if not names[i].startswith("."):
                w_value = self.variable(names[i])
                if w_value is not None:
                    w_dict.set_str(names[i], w_value)

    def locals_object(self) -> W_Object:
        """What `locals()` answers in this frame."""
        w_locals = self.w_locals
        if w_locals is not None:
            return w_locals
        return self.snapshot_locals()

    @builtin("__repr__")
    def descr_repr(self) -> str:
        code = self.code
        return f"<frame at {hex_id(self)}, file '{code.filename}', line {self.line()}, code {code.name}>"

    @builtin("clear")
    def descr_clear(self) -> None:
        """Clear all references held by the frame."""
        if self.is_running:
            raise runtime_error("cannot clear an executing frame")
        generator = self.generator
        if generator is not None and not self.is_done:
            generator.close()
        for i in range(len(self.regs)):
            self.regs[i] = None

    @getset("f_code")
    def get_code(self) -> W_Object:
        return self.code

    @getset("f_globals")
    def get_globals(self) -> W_Object:
        return self.w_globals

    @getset("f_builtins")
    def get_builtins(self) -> W_Object:
        return self.w_builtins

    @getset("f_locals")
    def get_locals(self) -> W_Object:
        w_locals = self.w_locals
        if w_locals is not None:
            return w_locals
        return W_LocalsProxy(self)

    @getset("f_lineno")
    def get_lineno(self) -> W_Object:
        line = self.line()
        trace = self.trace
        if trace is not None and (line < 0 or trace.is_new):
            line = trace.line
        generator = self.generator
        if generator is not None and not generator.is_started:
            line = int(self.code.firstlineno)
        if line < 0:
            return w_None
        return W_Int(line)

    @getset("f_lasti")
    def get_lasti(self) -> int:
        return self.pc * 4

    @getset("f_back")
    def get_back(self) -> W_Object:
        back = self.back
        if back is None:
            return w_None
        return back

    @getset("f_trace")
    def get_trace(self) -> W_Object:
        trace = self.trace
        if trace is None:
            return w_None
        w_local = trace.w_local
        return w_None if w_local is None else w_local

    @setter("f_trace")
    def set_trace(self, w_value: W_Object) -> None:
        trace_of(self).w_local = None if w_value is w_None else w_value

    @getset("f_trace_lines")
    def get_trace_lines(self) -> bool:
        trace = self.trace
        return trace is None or trace.lines

    @setter("f_trace_lines")
    def set_trace_lines(self, w_value: W_Object) -> None:
        if not isinstance(w_value, W_Bool):
            raise type_error("attribute value type must be bool")
        trace_of(self).lines = w_value is w_True

    @getset("f_trace_opcodes")
    def get_trace_opcodes(self) -> bool:
        trace = self.trace
        return trace is not None and trace.opcodes

    @setter("f_trace_opcodes")
    def set_trace_opcodes(self, w_value: W_Object) -> None:
        if not isinstance(w_value, W_Bool):
            raise type_error("attribute value type must be bool")
        trace_of(self).opcodes = w_value is w_True

    @getset("f_generator")
    def get_generator(self) -> W_Object:
        generator = self.generator
        if generator is None:
            return w_None
        return generator


def new_frame(code: W_Code, w_globals: W_Dict, w_builtins: W_Dict, w_locals: W_Object | None) -> W_Frame:
    return W_Frame(code, arr[W_Object | None](code.nregs), w_globals, w_builtins, w_locals)


class ExcInfo:
    """The handled exception of a thread or of a generator; `previous` shows through when it is empty."""

    w_exc: W_BaseException | None = None
    previous: ExcInfo | None = None

    def __init__(self) -> None:
        pass


class ExecutionContext:
    """State of one Python thread."""

    frame: W_Frame | None = None  # the frame that runs
    depth: int = 0  # Python frames and nested loops
    limit: int = 1000  # sys.setrecursionlimit
    exc_info: ExcInfo
    w_result: W_Object | None = None  # value on its way out of a loop
    leaving: OperationError | None = None  # error on its way out of a loop
    w_context: W_Object | None = None  # the contextvars.Context entered last
    traced: bool = False  # a function is set and it does not run itself
    w_trace: W_Object | None = None  # sys.settrace
    w_profile: W_Object | None = None  # sys.setprofile
    w_asyncgen_firstiter: W_Object | None = None  # sys.set_asyncgen_hooks
    w_asyncgen_finalizer: W_Object | None = None

    def __init__(self) -> None:
        self.exc_info = ExcInfo()

    def handled(self) -> W_BaseException | None:
        """sys.exception()"""
        info: ExcInfo | None = self.exc_info
        while info is not None:
            w_exc = info.w_exc
            if w_exc is not None:
                return w_exc
            info = info.previous
        return None


ec: Final = ExecutionContext()


def find_builtins(w_globals: W_Dict) -> W_Dict:
    """`__builtins__` of a globals dict: a module or its dictionary."""
    w_builtins = w_globals.get_str("__builtins__")
    if isinstance(w_builtins, W_Module):
        return w_builtins.w_dict
    if isinstance(w_builtins, W_Dict):
        return w_builtins
    return builtin_modules.get_or_make("builtins").w_dict

"""sys.settrace and sys.setprofile: the interpreter loop that reports calls, lines, returns and exceptions.

`interpret` hands over to `interpret_traced` as soon as a function is set, and back when there is none; while the
function itself runs nothing is reported.
"""

from python.rpython import arr, cold, dispatch, i32, nonnull, ushr
from python.interpreter.attributes import find_attr
from python.interpreter.calling import call3
from python.interpreter.errors import OperationError
from python.interpreter.frame import W_Frame, ec
from python.interpreter.loop import LEAVE, STOPPED, interpret
from python.interpreter.opcode_numbers import (
    OP_CALL, OP_CALL_EX, OP_CALL_KW, OP_CALL_LOADED, OP_CALL_LOADED_KW, OP_CALL_METHOD, OP_JUMP_BACK,
    OP_RETURN, OP_RETURN_CONST,
    OP_YIELD_FROM, OP_YIELD_VALUE,
)
from python.objects.base import W_Object
from python.objects.builtin_ import W_BoundBuiltin, W_Builtin
from python.objects.singletons import w_None
from python.objects.traceback import W_Traceback
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type


class FrameTrace:
    """Where the reports of a frame go, and what was reported last."""

    w_local: W_Object | None = None  # f_trace
    lines: bool = True
    opcodes: bool = False
    is_new: bool = False  # no line has been reported since it was entered
    line: int = -1
    pc: int = -1

    def __init__(self) -> None:
        pass


def set_tracer(w_trace: W_Object | None, w_profile: W_Object | None) -> None:
    ec.w_trace = w_trace
    ec.w_profile = w_profile
    ec.traced = w_trace is not None or w_profile is not None


def trace_of(f: W_Frame) -> FrameTrace:
    trace = f.trace
    if trace is None:
        trace = FrameTrace()
        f.trace = trace
    return trace


def report(w_function: W_Object, f: W_Frame, event: str, w_arg: W_Object) -> W_Object:
    """A function that raises is taken out."""
    ec.traced = False
    try:
        w_result = call3(w_function, f, event, w_arg)
    except OperationError as e:
        set_tracer(None, None)
        raise e
    ec.traced = ec.w_trace is not None or ec.w_profile is not None
    return w_result


def report_profile(f: W_Frame, event: str, w_arg: W_Object) -> None:
    w_profile = ec.w_profile
    if w_profile is not None:
        report(w_profile, f, event, w_arg)


def report_local(f: W_Frame, event: str, w_arg: W_Object) -> None:
    """To the function that the report of the call has answered; what it answers takes its place."""
    trace = f.trace
    if trace is None or ec.w_trace is None:
        return
    w_local = trace.w_local
    if w_local is not None:
        w_next = report(w_local, f, event, w_arg)
        if w_next is not w_None:
            trace.w_local = w_next


def enter_traced(f: W_Frame) -> None:
    """A frame begins, or a generator goes on."""
    report_profile(f, "call", w_None)
    w_trace = ec.w_trace
    if w_trace is None:
        return
    trace = trace_of(f)
    trace.line = f.line() if f.pc > 0 else int(f.code.firstlineno)
    trace.pc = -1
    trace.is_new = True
    w_local = report(w_trace, f, "call", w_None)
    trace.w_local = None if w_local is w_None else w_local


def leave_traced(f: W_Frame, w_value: W_Object) -> None:
    report_local(f, "return", w_value)
    report_profile(f, "return", w_value)


@cold
def unwind_traced(f: W_Frame, error: OperationError) -> None:
    """An exception has come up in the frame, or through it."""
    w_exc = error.w_value
    w_traceback: W_Object = w_None
    own: W_Traceback | None = w_exc.w_traceback
    if own is not None:
        w_traceback = own
    report_local(f, "exception", new_tuple([w_exc.gettypeobject(), w_exc, w_traceback]))


def interpret_traced(frame: W_Frame) -> None:
    f = frame
    words = f.code.words
    f.words = f.code.stop_words()
    pc: i32 = f.resume
    while True:
        f.pc = pc
        word: i32 = words[pc]
        before_instruction(f, words, pc, word & 255, ushr(word, 8))
        w_builtin: W_Object | None = None
        if ec.w_profile is not None:
            w_builtin = called_builtin(f, words, pc, word & 255)
        if w_builtin is not None:
            pc = call_profiled(f, words, pc, word, w_builtin)
        else:
            pc = dispatch(word & 255, f, words, pc, ushr(word, 8))
        if pc == STOPPED:
            pc = f.pc
        if pc < 0:
            if pc == LEAVE:
                w_result = ec.w_result
                if (word & 255) == OP_YIELD_FROM and w_result is not None and ec.traced:
                    leave_traced(f, w_result)
                return
            below = f
            f = nonnull(ec.frame)
            if not ec.traced:
                interpret(f)
                return
            if f.back is below and f.resume == 0:
                enter_traced(f)
            words = f.code.words
            f.words = f.code.stop_words()
            pc = f.resume


def before_instruction(f: W_Frame, words: arr[i32], pc: i32, op: i32, a: i32) -> None:
    trace = f.trace
    if trace is not None and trace.w_local is not None and ec.traced:
        if op != OP_JUMP_BACK:
            line_event(f, trace, pc)
        if trace.opcodes:
            report_local(f, "opcode", w_None)
    if not ec.traced:
        return
    if op == OP_RETURN:
        leave_traced(f, nonnull(f.regs[a]))
    elif op == OP_RETURN_CONST:
        leave_traced(f, f.code.consts[a])
    elif op == OP_YIELD_VALUE:
        leave_traced(f, nonnull(f.regs[words[pc + 1]]))


def line_event(f: W_Frame, trace: FrameTrace, pc: int) -> None:
    line = f.code.line_of(pc)
    back = pc < trace.pc
    trace.pc = pc
    if line < 0 or (line == trace.line and not back and not trace.is_new):
        return
    trace.is_new = False
    trace.line = line
    if trace.lines:
        report_local(f, "line", w_None)


def called_builtin(f: W_Frame, words: arr[i32], pc: i32, op: i32) -> W_Object | None:
    """The builtin that the instruction is about to call."""
    w_func: W_Object | None = None
    if op == OP_CALL or op == OP_CALL_KW or op == OP_CALL_EX or op == OP_CALL_LOADED or op == OP_CALL_LOADED_KW:
        w_func = f.regs[words[pc + 1]]
    elif op == OP_CALL_METHOD:
        w_obj = nonnull(f.regs[words[pc + 1]])
        if not isinstance(w_obj, W_Type):
            w_func = find_attr(w_obj, f.code.names[words[pc + 2]])
    if isinstance(w_func, W_Builtin) or isinstance(w_func, W_BoundBuiltin):
        return w_func
    return None


def call_profiled(f: W_Frame, words: arr[i32], pc: i32, word: i32, w_builtin: W_Object) -> i32:
    report_profile(f, "c_call", w_builtin)
    try:
        next_pc: i32 = dispatch(word & 255, f, words, pc, ushr(word, 8))
    except OperationError as e:
        report_profile(f, "c_exception", w_builtin)
        raise e
    report_profile(f, "c_return", w_builtin)
    return next_pc

"""Calls from Python code: Python functions and `__init__` are pushed as frames, everything else is called."""

from python.rpython import arr, i32, inline, noinline, nonnull, typeof, unsafe_get, unsafe_set
from python.objects.base import W_Object
from python.objects.builtin_ import W_Builtin
from python.objects.code import ANY_GENERATOR
from python.objects.function import W_Function
from python.objects.generator import make_generator
from python.objects.instance import W_Instance
from python.objects.method import W_Method
from python.objects.type_ import W_Type
from python.interpreter.frame import RETURN_INIT, RETURN_NOTHING, W_Frame, ec, new_frame
from python.interpreter.function_args import bind_arguments
from python.interpreter.loop import SWITCH, push, too_deep
from python.interpreter.registers import reg, set_reg
from python.interpreter.slots import S_CALL, S_INIT, S_NEW
from python.interpreter.type_call import check_abstract


def call_registers(f: W_Frame, next_pc: i32, dst: int, w_func: W_Object, first: int, argc: int) -> i32:
    """Calls with the positional arguments in `regs[first .. first+argc)`; answers the next pc or SWITCH."""
    if isinstance(w_func, W_Function):
        return push_function(f, next_pc, dst, w_func, first, argc)
    if isinstance(w_func, W_Builtin):
        set_reg(f, dst, call_builtin(f, w_func, first, argc))
        return next_pc
    if isinstance(w_func, W_Type):
        return call_class(f, next_pc, dst, w_func, first, argc)
    if isinstance(w_func, W_Method):
        w_inner = w_func.w_func
        if isinstance(w_inner, W_Function):
            return call_with_self(f, next_pc, dst, w_inner, w_func.w_self, first, argc)
    set_reg(f, dst, w_func.call_args(copy_args(f, first, argc), None))
    return next_pc


def call_with_names(
    f: W_Frame, next_pc: i32, dst: int, w_func: W_Object, first: int, argc: int, names: arr[str]
) -> i32:
    args = copy_args(f, first, argc)
    if isinstance(w_func, W_Function):
        return push_with_args(f, next_pc, dst, w_func, args, names)
    set_reg(f, dst, w_func.call_args(args, names))
    return next_pc


def copy_args(f: W_Frame, first: int, argc: int) -> arr[W_Object]:
    args = arr[W_Object](argc)
    for i in range(argc):
        args[i] = nonnull(reg(f, first + i))
    return args


def call_builtin(f: W_Frame, w_func: W_Builtin, first: int, argc: int) -> W_Object:
    regs = f.regs
    if argc == 1:
        fn1 = w_func.fn1
        if fn1 is not None:
            return fn1(nonnull(regs[first]))
    elif argc == 2:
        fn2 = w_func.fn2
        if fn2 is not None:
            return fn2(nonnull(regs[first]), nonnull(regs[first + 1]))
    elif argc == 0:
        fn0 = w_func.fn0
        if fn0 is not None:
            return fn0()
    elif argc == 3:
        fn3 = w_func.fn3
        if fn3 is not None:
            return fn3(nonnull(regs[first]), nonnull(regs[first + 1]), nonnull(regs[first + 2]))
    return w_func.call_args(copy_args(f, first, argc), None)


def push_function(f: W_Frame, next_pc: i32, dst: int, w_func: W_Function, first: int, argc: int) -> i32:
    if not is_simple_call(w_func, argc):
        return push_with_args(f, next_pc, dst, w_func, copy_args(f, first, argc), None)
    return push_simple(f, next_pc, dst, w_func, None, first, argc)


@inline
def is_simple_call(w_func: W_Function, argc: int) -> bool:
    """Positional arguments that go to positional parameters, defaults for the rest."""
    code = w_func.code
    return code.simple_args and argc <= code.argcount and argc + len(w_func.defaults) >= code.argcount


@inline
def simple_registers(
    f: W_Frame, w_func: W_Function, w_self: W_Object | None, first: int, argc: int
) -> arr[W_Object | None]:
    """Registers of a new frame for a simple call: arguments, defaults, closure."""
    code = w_func.code
    regs = arr[W_Object | None](code.nregs)
    start = 0
    if w_self is not None:
        unsafe_set(regs, 0, w_self)
        start = 1
    for i in range(argc):
        unsafe_set(regs, i32(start + i), reg(f, first + i))
    n_params = int(code.argcount)
    if start + argc < n_params:
        defaults = w_func.defaults
        skipped = n_params - len(defaults)
        for i in range(start + argc, n_params):
            unsafe_set(regs, i32(i), unsafe_get(defaults, i32(i - skipped)))
    closure = w_func.closure
    n_free = int(len(closure))
    if n_free > 0:
        first_free = code.first_free()
        for i in range(n_free):
            unsafe_set(regs, i32(first_free + i), unsafe_get(closure, i32(i)))
    return regs


@inline
def push_simple(
    f: W_Frame, next_pc: i32, dst: int, w_func: W_Function, w_self: W_Object | None, first: int, argc: int
) -> i32:
    """A simple call of no generator. Nothing is written before all is known to go well."""
    code = w_func.code
    regs = simple_registers(f, w_func, w_self, first, argc)
    frame = W_Frame(code, regs, w_func.w_globals, w_func.w_builtins, None)
    frame.ret = i32(dst)
    frame.back = f
    frame.is_running = True
    if ec.depth >= ec.limit:
        raise too_deep()
    ec.depth = ec.depth + 1
    ec.frame = frame
    f.resume = next_pc
    return SWITCH


def call_with_self(
    f: W_Frame, next_pc: i32, dst: int, w_func: W_Object, w_self: W_Object, first: int, argc: int
) -> i32:
    """As `call_registers`, with one more argument put first."""
    if isinstance(w_func, W_Function):
        if not is_simple_call(w_func, argc + 1):
            return push_with_args(f, next_pc, dst, w_func, copy_with_self(f, w_self, first, argc), None)
        return push_simple(f, next_pc, dst, w_func, w_self, first, argc)
    set_reg(f, dst, call_method(f, w_func, w_self, first, argc))
    return next_pc


def call_method(f: W_Frame, w_func: W_Object, w_self: W_Object, first: int, argc: int) -> W_Object:
    """Calls something that is no Python function."""
    if isinstance(w_func, W_Builtin):
        if argc == 0:
            fn1 = w_func.fn1
            if fn1 is not None:
                return fn1(w_self)
        elif argc == 1:
            fn2 = w_func.fn2
            if fn2 is not None:
                return fn2(w_self, nonnull(reg(f, first)))
        elif argc == 2:
            fn3 = w_func.fn3
            if fn3 is not None:
                return fn3(w_self, nonnull(reg(f, first)), nonnull(reg(f, first + 1)))
    return w_func.call_args(copy_with_self(f, w_self, first, argc), None)


def copy_with_self(f: W_Frame, w_self: W_Object, first: int, argc: int) -> arr[W_Object]:
    args = arr[W_Object](argc + 1)
    args[0] = w_self
    for i in range(argc):
        args[i + 1] = nonnull(reg(f, first + i))
    return args


def push_for_nothing(f: W_Frame, next_pc: i32, w_func: W_Function, args: arr[W_Object]) -> i32:
    """A call whose value nobody wants, of a function that takes just these arguments."""
    frame = new_frame(w_func.code, w_func.w_globals, w_func.w_builtins, None)
    bind_arguments(w_func, frame, args, None)
    frame.how = RETURN_NOTHING
    f.resume = next_pc
    push(frame)
    return SWITCH


@noinline
def push_with_args(
    f: W_Frame, next_pc: i32, dst: int, w_func: W_Function, args: arr[W_Object], names: arr[str] | None
) -> i32:
    code = w_func.code
    frame = new_frame(code, w_func.w_globals, w_func.w_builtins, None)
    bind_arguments(w_func, frame, args, names)
    if (code.flags & ANY_GENERATOR) != 0:
        set_reg(f, dst, make_generator(w_func, frame))
        return next_pc
    frame.ret = i32(dst)
    f.resume = next_pc
    push(frame)
    return SWITCH


@noinline
def call_class(f: W_Frame, next_pc: i32, dst: int, w_type: W_Type, first: int, argc: int) -> i32:
    """A class without `__new__` and with a Python `__init__` is instantiated without recursion."""
    w_init = w_type.slot(S_INIT)
    if isinstance(w_init, W_Function) and w_type.slot(S_NEW) is typeof(W_Object).slot(S_NEW):
        if w_type.gettypeobject().slot(S_CALL) is typeof(W_Type).slot(S_CALL):
            if (w_init.code.flags & ANY_GENERATOR) == 0:
                return push_init(f, next_pc, dst, w_type, w_init, first, argc)
    set_reg(f, dst, w_type.call_args(copy_args(f, first, argc), None))
    return next_pc


def push_init(
    f: W_Frame, next_pc: i32, dst: int, w_type: W_Type, w_init: W_Function, first: int, argc: int
) -> i32:
    check_abstract(w_type)
    w_instance = W_Instance(w_type)
    code = w_init.code
    if is_simple_call(w_init, argc + 1):
        regs = simple_registers(f, w_init, w_instance, first, argc)
        frame = W_Frame(code, regs, w_init.w_globals, w_init.w_builtins, None)
    else:
        frame = new_frame(code, w_init.w_globals, w_init.w_builtins, None)
        bind_arguments(w_init, frame, copy_with_self(f, w_instance, first, argc), None)
    frame.ret = i32(dst)
    frame.how = RETURN_INIT
    frame.w_instance = w_instance
    f.resume = next_pc
    push(frame)
    return SWITCH

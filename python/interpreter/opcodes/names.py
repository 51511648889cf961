"""Names in globals, builtins and in the namespaces of modules and class bodies."""

from python.rpython import arr, cold, i32, noinline, nonnull, opcode
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.dict_strategy import StrDictStrategy
from python.interpreter.caches import Cache
from python.interpreter.errors import OperationError, name_error
from python.interpreter.frame import W_Frame
from python.interpreter.operation import delitem, getitem_or_none, setitem
from python.interpreter.registers import reg, set_reg, word


@opcode
def LOAD_NAME(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    name = f.code.names[word(words, pc + 1)]
    w_locals = nonnull(f.w_locals)
    if isinstance(w_locals, W_Dict) and w_locals.is_exact():
        w_value = w_locals.get_str(name)
    else:
        w_value = getitem_or_none(w_locals, name)
    if w_value is None:
        w_value = load_global_slow(f, name)
    set_reg(f, a, w_value)
    return pc + 3


@opcode
def STORE_NAME(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    name = f.code.names[word(words, pc + 1)]
    w_value = nonnull(reg(f, a))
    w_locals = nonnull(f.w_locals)
    if isinstance(w_locals, W_Dict) and w_locals.is_exact():
        w_locals.set_str(name, w_value)
    else:
        setitem(w_locals, name, w_value)
    return pc + 3


@opcode
def DELETE_NAME(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    name = f.code.names[a]
    w_locals = nonnull(f.w_locals)
    if getitem_or_none(w_locals, name) is None:
        raise undefined(name)
    delitem(w_locals, name)
    return pc + 1


@cold
def undefined(name: str) -> OperationError:
    return name_error(name, f"name '{name}' is not defined")


@opcode
def LOAD_GLOBAL(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    cache = f.code.caches[word(words, pc + 2)]
    if cache is not None:
        strategy = f.w_globals.strategy
        if strategy is cache.strategy and isinstance(strategy, StrDictStrategy):
            table = strategy.table
            if table.stamp == cache.version:
                if cache.strategy2 is None:
                    set_reg(f, a, table.values[cache.index])
                    return pc + 3
                builtins = f.w_builtins.strategy
                if builtins is cache.strategy2 and isinstance(builtins, StrDictStrategy):
                    if builtins.table.stamp == cache.version2:
                        set_reg(f, a, builtins.table.values[cache.index])
                        return pc + 3
    set_reg(f, a, load_global_miss(f, f.code.names[word(words, pc + 1)], int(word(words, pc + 2))))
    return pc + 3


@noinline
def load_global_miss(f: W_Frame, name: str, site: int) -> W_Object:
    w_value = load_global_slow(f, name)
    strategy = f.w_globals.strategy
    if not isinstance(strategy, StrDictStrategy) or not f.w_globals.is_exact():
        return w_value
    cache = Cache()
    cache.strategy = strategy
    cache.version = strategy.table.stamp
    index = strategy.find(f.w_globals, name)
    if index < 0:
        builtins = f.w_builtins.strategy
        if not isinstance(builtins, StrDictStrategy):
            return w_value
        cache.strategy2 = builtins
        cache.version2 = builtins.table.stamp
        index = builtins.find(f.w_builtins, name)
    cache.index = index
    if index >= 0:
        f.code.caches[site] = cache
    return w_value


def load_global_slow(f: W_Frame, name: str) -> W_Object:
    if f.w_globals.is_exact():
        w_value = f.w_globals.get_str(name)
    else:
        w_value = getitem_or_none(f.w_globals, name)
    if w_value is None:
        w_value = f.w_builtins.get_str(name)
        if w_value is None:
            raise undefined(name)
    return w_value


@opcode
def STORE_GLOBAL(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    f.w_globals.set_str(f.code.names[word(words, pc + 1)], nonnull(reg(f, a)))
    return pc + 3


@opcode
def DELETE_GLOBAL(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    name = f.code.names[a]
    if not f.w_globals.del_str(name):
        raise undefined(name)
    return pc + 1


@opcode
def LOAD_FROM_DICT_OR_GLOBALS(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    name = f.code.names[word(words, pc + 2)]
    w_value = getitem_or_none(nonnull(reg(f, word(words, pc + 1))), name)
    if w_value is None:
        w_value = load_global_slow(f, name)
    set_reg(f, a, w_value)
    return pc + 3


@opcode
def LOAD_LOCALS(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, nonnull(f.w_locals))
    return pc + 1

"""Operands and registers. The compiler's verifier has proved every operand and register number, so no index is checked."""

from python.rpython import arr, i32, inline, unsafe_get, unsafe_set
from python.objects.base import W_Object
from python.interpreter.caches import Cache
from python.interpreter.frame import W_Frame


@inline
def word(words: arr[i32], at: int) -> i32:
    return unsafe_get(words, i32(at))


@inline
def reg(f: W_Frame, register: int) -> W_Object | None:
    return unsafe_get(f.regs, i32(register))


@inline
def set_reg(f: W_Frame, register: int, w_value: W_Object | None) -> None:
    unsafe_set(f.regs, i32(register), w_value)


@inline
def cache_at(f: W_Frame, site: int) -> Cache | None:
    return unsafe_get(f.code.caches, i32(site))


@inline
def name_at(f: W_Frame, index: int) -> str:
    return unsafe_get(f.code.names, i32(index))

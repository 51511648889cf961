"""_tokenize: an iterator over the tokens of source lines."""

from python.interpreter.iteration import next_or_stop
from python.modules.token_source import SourceLines
from python.modules.tokenizer import Tokenizer
from python.objects.base import W_Object
from python.objects.module_ import W_Module
from python.objects.type_ import W_Type
from python.rpython import Final, builtin, pytype, typeof

MODULE: Final = "_tokenize"


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("TokenizerIter", typeof(W_TokenizerIter))


@pytype("_tokenize.TokenizerIter")
class W_TokenizerIter(W_Object):
    tokenizer: Tokenizer

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer

    def iter_next(self) -> W_Object | None:
        return self.tokenizer.next()

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type, readline: W_Object, /, *, extra_tokens: bool, encoding: str | None = None
    ) -> W_Object:
        return W_TokenizerIter(Tokenizer(SourceLines(readline, "" if encoding is None else encoding)))

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())

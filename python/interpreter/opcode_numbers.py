"""Numbers of the opcodes that code outside the handlers looks for (`frontend/python/opcodes.toml`)."""

from python.rpython import Final

OP_STOP: Final = 255  # not emitted: see `W_Code.stop_words`
OP_JUMP_BACK: Final = 74
OP_CALL: Final = 118
OP_CALL_KW: Final = 119
OP_CALL_EX: Final = 120
OP_CALL_LOADED: Final = 124
OP_CALL_LOADED_KW: Final = 125
OP_CALL_METHOD: Final = 126
OP_YIELD_VALUE: Final = 147
OP_YIELD_FROM: Final = 149
OP_RETURN: Final = 155
OP_RETURN_CONST: Final = 156

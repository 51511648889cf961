"""Numbers of the opcodes that code outside the handlers looks for (`frontend/python/opcodes.toml`)."""

from python.rpython import Final

OP_YIELD_VALUE: Final = 147
OP_YIELD_FROM: Final = 149

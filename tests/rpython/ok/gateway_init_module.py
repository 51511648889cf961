# `init_module` adds the rest of a module, after its functions.
from python.rpython import Final
from lib.core import say
from lib.objects import W_Module, modules

MODULE: Final = "extra"


def init_module(w_module: W_Module) -> None:
    w_module.note = "made " + w_module.name


def main() -> None:
    say(modules.get("extra").note)

# prints:
# made extra

from python.rpython import Final
from lib.constants import origin

if origin.x > 1:  # error[R050]: the condition of a module-level `if` must be a bool constant | origin.x > 1
    N: Final = 1

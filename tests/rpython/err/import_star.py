from lib.core import *  # error[R003]: names must be listed in an import | *

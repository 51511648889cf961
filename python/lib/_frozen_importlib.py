"""The module `importlib._bootstrap` by the name it has where it is frozen."""

import sys as _sys

if "importlib" in _sys.modules and not hasattr(_sys.modules["importlib"], "_bootstrap_external"):
    # importlib, while it starts, then loads and joins its parts itself.
    raise ImportError("importlib is not yet complete")
del _sys.modules[__name__]

import importlib as _importlib

_sys.modules[__name__] = _importlib._bootstrap

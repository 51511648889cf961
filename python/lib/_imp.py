"""(Extremely) low-level import machinery bits as used by importlib. Nothing is frozen and nothing is loaded from shared libraries."""

import sys as _sys

check_hash_based_pycs = "default"
pyc_magic_number_token = 0x0A0D0E2B

_depth = 0


def lock_held():
    """Return True if the import lock is currently held, else False.

    On platforms without threads, return False."""
    return _depth > 0


def acquire_lock():
    """Acquires the interpreter's import lock for the current thread.

    This lock should be used by import hooks to ensure thread-safety when
    importing modules.  On platforms without threads, this function does
    nothing."""
    global _depth
    _depth += 1


def release_lock():
    """Release the interpreter's import lock.

    On platforms without threads, this function does nothing."""
    global _depth
    if _depth == 0:
        raise RuntimeError("not holding the import lock")
    _depth -= 1


def is_builtin(name, /):
    """Returns True if the module name corresponds to a built-in module."""
    return 1 if name in _sys.builtin_module_names else 0


def is_frozen(name, /):
    """Returns True if the module name corresponds to a frozen module."""
    return False


def is_frozen_package(name, /):
    """Returns True if the module name is of a frozen package."""
    raise ImportError(f"No such frozen object named {name}", name=name)


def find_frozen(name, /, *, withdata=False):
    """Return info about the corresponding frozen module (if there is one) or None."""
    return None


def get_frozen_object(name, data=None, /):
    """Create a code object for a frozen module."""
    raise ImportError(f"No such frozen object named {name}", name=name)


def init_frozen(name, /):
    """Initializes a frozen module."""
    return None


def _frozen_module_names():
    """Returns the list of available frozen modules."""
    return []


def _override_frozen_modules_for_tests(override, /):
    """(internal-only) Override PyConfig.use_frozen_modules."""


def _override_multi_interp_extensions_check(override, /):
    """(internal-only) Override PyInterpreterConfig.check_multi_interp_extensions."""
    return 0


def extension_suffixes():
    """Returns the list of file suffixes used to identify extension modules."""
    return []


def create_builtin(spec, /):
    """Create an extension module."""
    return __import__(spec.name)


def exec_builtin(mod, /):
    """Initialize a built-in module."""
    return 0


def create_dynamic(spec, file=None, /):
    """Create an extension module."""
    raise ImportError(f"{spec.origin}: shared libraries cannot be imported", name=spec.name, path=spec.origin)


def exec_dynamic(mod, /):
    """Initialize an extension module."""
    return 0


def _fix_co_filename(code, path, /):
    """Changes code.co_filename to specify the passed-in file path."""


def source_hash(key, source):
    import _sha2

    return _sha2.sha256(key.to_bytes(8, "little") + bytes(source)).digest()[:8]

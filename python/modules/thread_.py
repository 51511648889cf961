"""_thread of an interpreter with one thread: locks keep their state, and starting a thread says that it cannot."""

from python.rpython import Final, arr, builtin, builtin_function, getset, pytype, typeof
from python.interpreter.errors import OperationError, runtime_error, value_error
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.exceptions.hierarchy import w_RuntimeError
from python.objects.flags import FINAL_TYPE, HAS_DICT
from python.objects.float_ import W_Float
from python.objects.module_ import W_Module
from python.objects.object_ import hex_id
from python.objects.singletons import w_None
from python.objects.type_ import W_Type
from python.objects.usermixin import UserMixin

MODULE: Final = "_thread"
MAIN_IDENT: Final = 1
TIMEOUT_MAX: Final = 9223372036.0


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("error", w_RuntimeError)
    w_module.attr_set("LockType", typeof(W_Lock))
    w_module.attr_set("lock", typeof(W_Lock))
    w_module.attr_set("RLock", typeof(W_RLock))
    w_module.attr_set("_local", typeof(W_Local))
    w_module.attr_set("_ThreadHandle", typeof(W_ThreadHandle))
    w_module.attr_set("TIMEOUT_MAX", W_Float(TIMEOUT_MAX))


def cannot_wait() -> OperationError:
    return runtime_error("the lock is held and there is no other thread to release it")


def check_timeout(blocking: bool, timeout: float) -> None:
    if not blocking and timeout != -1.0:
        raise value_error("can't specify a timeout for a non-blocking call")
    if timeout < 0.0 and timeout != -1.0:
        raise value_error("timeout value must be a non-negative number")


@pytype("_thread.lock", flags=FINAL_TYPE)
class W_Lock(W_Object):
    """A lock object is a synchronization primitive."""

    is_locked: bool

    def __init__(self) -> None:
        self.is_locked = False

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type) -> W_Object:
        return W_Lock()

    def take(self, blocking: bool, timeout: float) -> bool:
        check_timeout(blocking, timeout)
        if not self.is_locked:
            self.is_locked = True
            return True
        if blocking and timeout == -1.0:
            raise cannot_wait()
        return False

    def give(self) -> None:
        if not self.is_locked:
            raise runtime_error("release unlocked lock")
        self.is_locked = False

    @builtin
    def acquire(self, blocking: bool = True, timeout: float = -1.0) -> bool:
        """Lock the lock."""
        return self.take(blocking, timeout)

    @builtin
    def release(self) -> None:
        """Release the lock."""
        self.give()

    @builtin
    def locked(self) -> bool:
        """Return whether the lock is in the locked state."""
        return self.is_locked

    @builtin
    def _at_fork_reinit(self) -> None:
        self.is_locked = False

    @builtin("__enter__")
    def descr_enter(self) -> bool:
        return self.take(True, -1.0)

    @builtin("__exit__")
    def descr_exit(self, *args_w: arr[W_Object]) -> None:
        self.give()

    @builtin("__repr__")
    def descr_repr(self) -> str:
        state = "unlocked"
        if self.is_locked:
            state = "locked"
        return f"<{state} _thread.lock object at {hex_id(self)}>"


@pytype("_thread.RLock")
class W_RLock(UserMixin, W_Object):
    """A lock that its holder may take again."""

    depth: int = 0

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        w_lock = W_RLock()
        w_lock.init_user(w_type)
        return w_lock

    def give(self) -> None:
        if self.depth == 0:
            raise runtime_error("cannot release un-acquired lock")
        self.depth = self.depth - 1

    @builtin
    def acquire(self, blocking: bool = True, timeout: float = -1.0) -> bool:
        """Lock the lock."""
        check_timeout(blocking, timeout)
        self.depth = self.depth + 1
        return True

    @builtin
    def release(self) -> None:
        """Release the lock."""
        self.give()

    @builtin
    def locked(self) -> bool:
        """Return whether the lock is in the locked state."""
        return self.depth > 0

    @builtin
    def _is_owned(self) -> bool:
        """For internal use by `threading.Condition`."""
        return self.depth > 0

    @builtin
    def _recursion_count(self) -> int:
        """For internal use by reentrancy checks."""
        return self.depth

    @builtin
    def _at_fork_reinit(self) -> None:
        self.depth = 0

    @builtin("__enter__")
    def descr_enter(self) -> bool:
        self.depth = self.depth + 1
        return True

    @builtin("__exit__")
    def descr_exit(self, *args_w: arr[W_Object]) -> None:
        self.give()


@pytype("_thread._local", flags=HAS_DICT)
class W_Local(UserMixin, W_Object):
    """Thread-local data"""

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        w_local = W_Local()
        w_local.init_user(w_type)
        return w_local

    @getset("__dict__")
    def get_dict(self) -> W_Object:
        w_dict = self.getdict()
        if w_dict is None:
            return w_None
        return w_dict


@pytype("_thread._ThreadHandle", flags=FINAL_TYPE)
class W_ThreadHandle(W_Object):
    """What `threading` keeps of a thread of the system: here only ever the main one."""

    done: bool
    own_ident: int

    def __init__(self, own_ident: int) -> None:
        self.done = False
        self.own_ident = own_ident

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type) -> W_Object:
        return W_ThreadHandle(0)

    @getset
    def ident(self) -> int:
        return self.own_ident

    @builtin
    def is_done(self) -> bool:
        return self.done

    @builtin
    def join(self, timeout: W_Object | None = None, /) -> None:
        if self.own_ident == MAIN_IDENT:
            raise runtime_error("Cannot join current thread")

    @builtin
    def _set_done(self) -> None:
        self.done = True


@builtin_function
def allocate_lock() -> W_Object:
    """Create a new lock object."""
    return W_Lock()


@builtin_function
def get_ident() -> int:
    """Return a non-zero integer that uniquely identifies the current thread
    amongst other threads that exist simultaneously."""
    return MAIN_IDENT


@builtin_function
def get_native_id() -> int:
    """Return a non-negative integer identifying the thread as reported
    by the OS (kernel)."""
    return MAIN_IDENT


@builtin_function
def _get_main_thread_ident() -> int:
    """Internal only. Return a non-zero integer that uniquely identifies the main thread."""
    return MAIN_IDENT


@builtin_function
def _is_main_interpreter() -> bool:
    """Return True if the current interpreter is the main Python interpreter."""
    return True


@builtin_function
def _make_thread_handle(ident: int, /) -> W_Object:
    """Internal only. Make a thread handle for threads not spawned by the _thread or threading module."""
    return W_ThreadHandle(ident)


@builtin_function
def daemon_threads_allowed() -> bool:
    """Return True if daemon threads are allowed in the current interpreter."""
    return False


@builtin_function
def start_new_thread(*args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
    """Start a new thread and return its identifier."""
    raise runtime_error("can't start new thread")


@builtin_function
def start_joinable_thread(*args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
    """Starts a new thread and returns a handle of it."""
    raise runtime_error("can't start new thread")


@builtin_function
def _count() -> int:
    """Return the number of currently running Python threads, excluding
    the main thread."""
    return 0


@builtin_function
def _shutdown() -> None:
    """Wait for all non-daemon threads (other than the calling thread) to stop."""


@builtin_function
def set_name(name: str) -> None:
    """Set the name of the current thread."""


@builtin_function
def stack_size(size: int = 0, /) -> int:
    """Return the thread stack size used when creating new threads."""
    return 0

"""Type arguments at run time: `f[int](x)`, `C[A, B]()`. The type parameters that a body uses are cells of its functions."""

import annotationlib
import types

from python import rpython


def bind(f, names, args):
    """The function with its type parameters standing for these types."""
    free = f.__code__.co_freevars
    if not any(name in free for name in names):
        return f
    known = dict(zip(names, args))
    cells = [types.CellType(known[n]) if n in known else c for n, c in zip(free, f.__closure__)]
    bound = types.FunctionType(f.__code__, f.__globals__, f.__name__, f.__defaults__, tuple(cells))
    bound.__kwdefaults__ = f.__kwdefaults__
    bound.__dict__.update(f.__dict__)
    return bound


def element_of(array):
    if isinstance(array, (rpython.Bytes, bytes)):
        return rpython.u8
    return type(array[0]) if len(array) else object


def as_tuple(args):
    return args if isinstance(args, tuple) else (args,)


class Generic:
    """A generic function: called as it is, or with type arguments."""

    def __init__(self, f):
        self.f = f
        self.names = [p.__name__ for p in f.__type_params__]
        self.made = {}
        self.places = None
        self.__name__ = f.__name__
        self.__module__ = f.__module__

    def __call__(self, *args, **kwargs):
        return self.inferred(args)(*args, **kwargs)

    def inferred(self, args):
        """The instance for the types of these arguments, as far as values tell them."""
        if not any(name in self.f.__code__.co_freevars for name in self.names):
            return self.f
        if self.places is None:
            self.places = self.find_places()
        found = tuple(self.tell(name, args) for name in self.names)
        return self[found]

    def find_places(self):
        """For each type parameter: indexes of parameters of type `T`, and of type `arr[T]`."""
        hints = annotationlib.get_annotations(self.f, format=annotationlib.Format.FORWARDREF)
        places = {}
        for param in self.f.__type_params__:
            direct = [i for i, t in enumerate(hints.values()) if t is param]
            arrays = [i for i, t in enumerate(hints.values()) if getattr(t, "element", None) is param]
            places[param.__name__] = direct, arrays
        return places

    def tell(self, name, args):
        direct, arrays = self.places[name]
        for i in direct:
            if i < len(args):
                return type(args[i])
        for i in arrays:
            if i < len(args):
                return element_of(args[i])
        return object

    def __get__(self, obj, cls=None):
        return self if obj is None else types.MethodType(self, obj)

    def __getitem__(self, args):
        args = as_tuple(args)
        if args not in self.made:
            self.made[args] = bind(self.f, self.names, args)
        return self.made[args]


def generic_class(cls):
    """`C[int]` is a class below `C` whose methods know what the type parameters are."""
    names = [p.__name__ for p in cls.__type_params__]
    made = {}

    def __class_getitem__(args):
        args = as_tuple(args)
        if args not in made:
            made[args] = specialise(cls, names, args)
        return made[args]

    cls.__class_getitem__ = staticmethod(__class_getitem__)
    return cls


def specialise(cls, names, args):
    shown = ", ".join(getattr(a, "__name__", str(a)) for a in args)
    new = type(f"{cls.__name__}[{shown}]", (cls,), {"__module__": cls.__module__})
    for name, member in list(cls.__dict__.items()):
        f = member.__func__ if isinstance(member, staticmethod) else member
        if not isinstance(f, types.FunctionType) or name == "__class_getitem__":
            continue
        bound = bind(f, names, args)
        if bound is not f:
            setattr(new, name, staticmethod(bound) if isinstance(member, staticmethod) else bound)
    return new

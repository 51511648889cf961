"""Gateways derived from signatures by reflection: what the compiler generates, for the shim."""

import annotationlib
import inspect
import types
import typing

from python import rpython
from python.rpython import Array, ArrayType, lang_items


class Gateways:
    def __init__(self, program, classes):
        self.program, self.classes = program, classes
        self.root = lang_items["object"]
        self.none = None

    def lit(self, text):
        return None if text is None else self.program.literal(text)

    # Types.

    def create_types(self):
        for cls in self.classes:
            self.create_type(cls)
        for cls in self.classes:
            if not own_gettypeobject(cls, self.root):
                cls.gettypeobject = answering(cls)

    def create_type(self, cls):
        if "_w_type_" in cls.__dict__:
            return
        name, base, flags = cls._pytype_
        if cls is not self.root:
            base = base or self.root
            self.create_type(base)
        w_base = None if cls is self.root else base._w_type_
        cls._w_type_ = None
        cls._w_type_ = lang_items["type_create"](self.lit(name), w_base, flags)

    def create_members(self):
        home = self.program.modules[lang_items["builtin_create"].__module__]
        self.none = home.env["w_None"]
        order = sorted(self.classes, key=lambda c: len(c.__mro__))
        for cls in order:
            self.add_members(cls)
        done = set()

        def ready(cls):
            if cls in done:
                return
            done.add(cls)
            base = cls._pytype_[1]
            if base is not None:
                ready(base)
            lang_items["type_ready"](cls._w_type_)

        ready(self.root)
        for cls in order:
            ready(cls)

    def add_members(self, cls):
        w_type = cls._w_type_
        if cls.__doc__ and "__doc__" in cls.__dict__ and "type_doc" in lang_items:
            lang_items["type_doc"](w_type, self.lit(inspect.cleandoc(cls.__doc__)))
        members = {}
        for source in reversed(cls.__mro__):
            plain = "_pytype_" not in source.__dict__ and not self.inherited(cls, source)
            if source is cls or plain:
                members.update(source.__dict__)
        setters = {f._setter_[0]: f for f in members.values() if hasattr(f, "_setter_")}
        for f in members.values():
            if hasattr(f, "_builtin_"):
                name, options = f._builtin_
                kind = 1 if options.get("static") else 2 if options.get("classmethod") else 0
                w_func = self.builtin(f, name, cls if kind == 0 else None, cls)
                lang_items["type_add"](w_type, self.lit(name), kind, w_func)
            elif hasattr(f, "_getset_"):
                name, _ = f._getset_
                self.add_getset(cls, name, f, setters.get(name))

    def inherited(self, cls, source):
        """Whether an ancestor type has the members of a mixin or plain base already."""
        return any("_pytype_" in c.__dict__ and issubclass(c, source) for c in cls.__mro__[1:])

    def add_getset(self, cls, name, getter, setter):
        check = self.self_check(cls, name)
        wrap = self.wrapper(hints(getter).get("return"))
        read = own_method(getter)

        def get(w):
            return wrap(read(check(w)))

        put = None
        if setter is not None:
            value = list(inspect.signature(setter, annotation_format=annotationlib.Format.FORWARDREF).parameters)[1]
            convert = self.value_converter(unoptional(hints(setter)[value]), name, value)
            write = own_method(setter)

            def put(w, w_value):
                write(check(w), convert(w_value))

        doc = self.lit(inspect.getdoc(getter)) if getter.__doc__ else None
        lang_items["type_add_getset"](cls._w_type_, self.lit(name), doc, get, put)

    def self_check(self, cls, name):
        def check(w):
            if not isinstance(w, cls):
                raise lang_items["unwrap_self_error"](self.lit(name), self.lit(python_name(cls)), w)
            return w

        return check

    # Functions.

    def create_modules(self):
        for module in self.program.sequence:
            name = module.env.get("MODULE")
            for f in list(module.env.values()):
                if hasattr(f, "_function_") and f.__module__ == module.name:
                    lang_items["module_add"](name, self.builtin(f, f._function_[0], None, None))
        for module in self.program.sequence:
            init = module.defs.get("init_module")
            if init is not None:
                lang_items["module_init"](module.env["MODULE"], module.env["init_module"])

    def builtin(self, f, name, self_class, owner):
        """Slots are in the order positional, keyword-only, `*args`, `**kwargs`; so are the locals of the function."""
        signature = inspect.signature(f, annotation_format=annotationlib.Format.FORWARDREF)
        types_ = hints(f)
        params = list(signature.parameters.values())
        P = inspect.Parameter
        positional = [p for p in params if p.kind in (P.POSITIONAL_ONLY, P.POSITIONAL_OR_KEYWORD)]
        kwonly = [p for p in params if p.kind == P.KEYWORD_ONLY]
        star = [p for p in params if p.kind == P.VAR_POSITIONAL]
        double = [p for p in params if p.kind == P.VAR_KEYWORD]
        order = positional + kwonly + star + double
        n_posonly = sum(p.kind == P.POSITIONAL_ONLY for p in params)
        required = sum(p.default is P.empty for p in positional)
        names = Array([self.lit(visible_name(p.name)) for p in order])
        optional = Array([p.default is not P.empty or p in star + double for p in order])
        sig = lang_items["sig_create"](
            names, n_posonly, len(positional), len(kwonly), bool(star), bool(double), required, optional
        )
        # Messages about arguments of a constructor name its type.
        shown = python_name(owner) if owner and name in ("__new__", "__init__") else name
        converters = [self.converter(p, types_, shown, self_class if i == 0 else None) for i, p in enumerate(order)]
        wrap = self.wrapper(types_.get("return"))
        target = flatten(own_method(f) if self_class else f, f, params, order)

        def fnv(slots):
            return wrap(target(*[convert(slot) for convert, slot in zip(converters, slots)]))

        def exact(n):
            fits = required <= n and (n <= len(positional) or star)
            if not fits or any(p.default is P.empty for p in kwonly):
                return None

            def fn(*given):
                slots = list(given[: len(positional)])
                slots += [None] * (len(positional) + len(kwonly) - len(slots))
                args = [convert(slot) for convert, slot in zip(converters, slots)]
                if star:
                    args.append(Array(given[len(positional) :]))
                if double:
                    args.append(types_[double[0].name]())
                return wrap(target(*args))

            return fn

        doc = self.lit(inspect.getdoc(f)) if f.__doc__ else None
        text = self.lit(text_signature(params, self_class is not None or owner is not None))
        return lang_items["builtin_create"](
            self.lit(name), doc, text, sig, exact(0), exact(1), exact(2), exact(3), fnv
        )

    def converter(self, p, types_, fname, self_class):
        if self_class is not None:
            return self.self_check(self_class, fname)
        t = types_.get(p.name)
        default = p.default if p.default is not inspect.Parameter.empty else None
        if p.kind == p.VAR_POSITIONAL:
            return lang_items["unwrap_varargs"]
        if t is None or p.kind == p.VAR_KEYWORD:
            return lambda w: w
        inner = unoptional(t)
        convert = self.value_converter(inner, fname, visible_name(p.name))

        def conv(w):
            if w is None:
                return default
            return convert(w)

        return conv

    def value_converter(self, t, fname, pname):
        fname, pname = self.lit(fname), self.lit(pname)
        named = {int: "int", rpython.i32: "i32", float: "float", bool: "bool", self.program.str_class: "str"}
        if t in named:
            unwrap = lang_items["unwrap_" + named[t]]
            return lambda w: unwrap(w, fname, pname)
        if isinstance(t, ArrayType):
            return lambda w: lang_items["unwrap_bytes"](w, fname, pname)
        if t is self.root:
            return lambda w: w
        if not isinstance(t, type):
            raise TypeError(f"{fname}: no converter for {t!r}")

        def check(w):
            if not isinstance(w, t):
                raise lang_items["unwrap_type_error"](fname, pname, self.lit(python_name(t)), w)
            return w

        return check

    def wrapper(self, t):
        if t is None or t is type(None) or t is typing.Never:
            return lambda x: self.none
        for host, name in ((bool, "bool"), (int, "int"), (rpython.i32, "int"), (float, "float")):
            if t is host:
                return lang_items["wrap_" + name]
        if t is self.program.str_class:
            return lang_items["wrap_str"]
        if isinstance(t, ArrayType):
            return lang_items["wrap_bytes"]
        return lambda x: x


def flatten(callee, f, params, order):
    """Star parameters are ordinary ones inside: called with an array and a dict, in the order of the slots."""
    code = f.__code__
    stars = bool(code.co_flags & 4) + bool(code.co_flags & 8)
    if not stars:
        return keyword_call(callee, order) if code.co_kwonlyargcount else callee
    # The locals are in the order positional, keyword-only, *args, **kwargs, as the slots are.
    plain = code.replace(
        co_argcount=code.co_argcount + code.co_kwonlyargcount + stars, co_kwonlyargcount=0, co_flags=code.co_flags & ~12
    )
    return types.FunctionType(plain, f.__globals__, f.__name__, None, f.__closure__)


def keyword_call(callee, order):
    names = [p.name if p.kind == p.KEYWORD_ONLY else None for p in order]

    def call(*args):
        given = {name: arg for name, arg in zip(names, args) if name}
        return callee(*[arg for name, arg in zip(names, args) if not name], **given)

    return call


def own_method(f):
    """A gateway calls its own class's method; that of a class below only where it has no decorator of its own."""

    def call(this, *args, **kwargs):
        below = getattr(type(this), f.__name__, f)
        plain = not any(hasattr(below, mark) for mark in ("_builtin_", "_getset_", "_setter_"))
        return (below if plain else f)(this, *args, **kwargs)

    return call


def visible_name(name):
    """A parameter's name as Python sees it."""
    return name.removeprefix("w_").removesuffix("_w").removesuffix("_")


def python_name(cls):
    return next(c._pytype_[0] for c in cls.__mro__ if "_pytype_" in c.__dict__)


def hints(f):
    return annotationlib.get_annotations(f, format=annotationlib.Format.VALUE)


def unoptional(t):
    if isinstance(t, types.UnionType) or typing.get_origin(t) is typing.Union:
        inner = [a for a in typing.get_args(t) if a is not type(None)]
        return inner[0]
    return t


def own_gettypeobject(cls, root):
    """Whether the class, an ancestor or a mixin says by itself what its type is."""
    for c in cls.__mro__:
        if c is root:
            return cls is root
        f = c.__dict__.get("gettypeobject")
        if f is not None and not getattr(f, "_derived_", False):
            return True
    return False


def answering(cls):
    def gettypeobject(self):
        return cls._w_type_

    gettypeobject._derived_ = True
    return gettypeobject


def text_signature(params, has_self):
    parts, star = [], False
    posonly = [p for p in params if p.kind == p.POSITIONAL_ONLY]
    for i, p in enumerate(params):
        if p.kind == p.KEYWORD_ONLY and not star:
            parts.append("*")
            star = True
        text = p.name
        if p.kind == p.VAR_POSITIONAL:
            text, star = "*" + text, True
        elif p.kind == p.VAR_KEYWORD:
            text = "**" + text
        elif has_self and i == 0:
            text = "$self"
        if p.default is not p.empty:
            text += f"={p.default!r}"
        parts.append(text)
        if (posonly and p is posonly[-1]) or (has_self and i == 0 and not posonly):
            parts.append("/")
    return "(" + ", ".join(parts) + ")"

"""A small object model with the lang items that derived gateways call."""

from python.rpython import Final, Fn, arr, arr_copy, final, i32, lang, pytype, typeof, u8
from lib.core import Error, say


@pytype("object")
@lang("object")
class W_Object:
    def gettypeobject(self) -> W_Type:
        return typeof(W_Object)

    def show(self) -> str:
        return "<" + self.gettypeobject().name + ">"


class Entry:
    name: str
    kind: int
    w_func: W_Builtin
    next: Entry | None

    def __init__(self, name: str, kind: int, w_func: W_Builtin, next: Entry | None) -> None:
        self.name = name
        self.kind = kind
        self.w_func = w_func
        self.next = next


class Attribute:
    name: str
    doc: str | None
    get: Fn[[W_Object], W_Object]
    set: Fn[[W_Object, W_Object], None] | None
    next: Attribute | None

    def __init__(
        self,
        name: str,
        doc: str | None,
        get: Fn[[W_Object], W_Object],
        set: Fn[[W_Object, W_Object], None] | None,
        next: Attribute | None,
    ) -> None:
        self.name = name
        self.doc = doc
        self.get = get
        self.set = set
        self.next = next


@pytype("type", base=W_Object)
class W_Type(W_Object):
    name: str
    base: W_Type | None
    flags: int
    doc: str | None = None
    entries: Entry | None = None
    attributes: Attribute | None = None
    ready: bool = False

    def __init__(self, name: str, base: W_Type | None, flags: int) -> None:
        self.name = name
        self.base = base
        self.flags = flags

    def find(self, name: str) -> Entry | None:
        w_type: W_Type | None = self
        while w_type is not None:
            entry = w_type.entries
            while entry is not None:
                if entry.name == name:
                    return entry
                entry = entry.next
            w_type = w_type.base
        return None

    def method(self, name: str) -> W_Builtin:
        entry = self.find(name)
        if entry is None:
            raise Error(f"{self.name} has no {name}")
        return entry.w_func

    def attribute(self, name: str) -> Attribute:
        w_type: W_Type | None = self
        while w_type is not None:
            a = w_type.attributes
            while a is not None:
                if a.name == name:
                    return a
                a = a.next
            w_type = w_type.base
        raise Error(f"{self.name} has no attribute {name}")


class Signature:
    names: arr[str]
    n_posonly: int
    n_pos: int
    n_kwonly: int
    has_varargs: bool
    has_varkw: bool
    n_required: int
    optional: arr[bool]

    def __init__(
        self,
        names: arr[str],
        n_posonly: int,
        n_pos: int,
        n_kwonly: int,
        has_varargs: bool,
        has_varkw: bool,
        n_required: int,
        optional: arr[bool],
    ) -> None:
        self.names = names
        self.n_posonly = n_posonly
        self.n_pos = n_pos
        self.n_kwonly = n_kwonly
        self.has_varargs = has_varargs
        self.has_varkw = has_varkw
        self.n_required = n_required
        self.optional = optional


@pytype("builtin", base=W_Object)
class W_Builtin(W_Object):
    name: str
    doc: str | None
    text: str
    sig: Signature
    fn0: Fn[[], W_Object] | None
    fn1: Fn[[W_Object], W_Object] | None
    fn2: Fn[[W_Object, W_Object], W_Object] | None
    fn3: Fn[[W_Object, W_Object, W_Object], W_Object] | None
    fnv: Fn[[arr[W_Object | None]], W_Object]

    def __init__(
        self,
        name: str,
        doc: str | None,
        text: str,
        sig: Signature,
        fn0: Fn[[], W_Object] | None,
        fn1: Fn[[W_Object], W_Object] | None,
        fn2: Fn[[W_Object, W_Object], W_Object] | None,
        fn3: Fn[[W_Object, W_Object, W_Object], W_Object] | None,
        fnv: Fn[[arr[W_Object | None]], W_Object],
    ) -> None:
        self.name = name
        self.doc = doc
        self.text = text
        self.sig = sig
        self.fn0 = fn0
        self.fn1 = fn1
        self.fn2 = fn2
        self.fn3 = fn3
        self.fnv = fnv

    def arities(self) -> str:
        """The numbers of arguments that have a gateway of their own."""
        out = ""
        if self.fn0 is not None:
            out += "0"
        if self.fn1 is not None:
            out += "1"
        if self.fn2 is not None:
            out += "2"
        if self.fn3 is not None:
            out += "3"
        return out


@pytype("NoneType", base=W_Object)
class W_None(W_Object):
    def show(self) -> str:
        return "None"


@final
@pytype("int", base=W_Object)
class W_Int(W_Object):
    value: int

    def __init__(self, value: int) -> None:
        self.value = value

    def show(self) -> str:
        return str(self.value)


@pytype("float", base=W_Object)
class W_Float(W_Object):
    value: float

    def __init__(self, value: float) -> None:
        self.value = value

    def show(self) -> str:
        return "float " + str(int(self.value * 100.0)) + "/100"


@pytype("bool", base=W_Object)
class W_Bool(W_Object):
    value: bool

    def __init__(self, value: bool) -> None:
        self.value = value

    def show(self) -> str:
        return "True" if self.value else "False"


@pytype("str", base=W_Object)
class W_Text(W_Object):
    text: str

    def __init__(self, text: str) -> None:
        self.text = text

    def show(self) -> str:
        return "'" + self.text + "'"


@pytype("bytes", base=W_Object)
class W_Bytes(W_Object):
    data: arr[u8]

    def __init__(self, data: arr[u8]) -> None:
        self.data = data

    def show(self) -> str:
        return f"bytes of {len(self.data)}"


@pytype("tuple", base=W_Object)
class W_Tuple(W_Object):
    items: arr[W_Object]

    def __init__(self, items: arr[W_Object]) -> None:
        self.items = items

    def show(self) -> str:
        out = "("
        for w in self.items:
            out += w.show() + ","
        return out + ")"


@pytype("dict", base=W_Object)
class W_Dict(W_Object):
    n: i32 = 0
    names: arr[str]
    values: arr[W_Object | None]

    def __init__(self) -> None:
        self.names = arr[str](8)
        self.values = arr[W_Object | None](8)

    def put(self, name: str, w_value: W_Object) -> None:
        self.names[self.n] = name
        self.values[self.n] = w_value
        self.n += 1

    def show(self) -> str:
        out = "{"
        for i in range(self.n):
            w = self.values[i]
            if w is not None:
                out += self.names[i] + ": " + w.show() + ","
        return out + "}"


@pytype("module", base=W_Object)
class W_Module(W_Object):
    name: str
    entries: Entry | None = None
    note: str = ""

    def __init__(self, name: str) -> None:
        self.name = name


class Modules:
    n: i32 = 0
    list: arr[W_Module | None]

    def __init__(self) -> None:
        self.list = arr[W_Module | None](32)

    def get(self, name: str) -> W_Module:
        for w in self.list:
            if w is not None and w.name == name:
                return w
        w_new = W_Module(name)
        self.list[self.n] = w_new
        self.n += 1
        return w_new

    def function(self, module: str, name: str) -> W_Builtin:
        entry = self.get(module).entries
        while entry is not None:
            if entry.name == name:
                return entry.w_func
            entry = entry.next
        raise Error(f"{module} has no {name}")


modules: Final = Modules()
w_None: Final = W_None()


@lang("type_create")
def type_create(name: str, base: W_Type | None, flags: int) -> W_Type:
    return W_Type(name, base, flags)


@lang("type_add")
def type_add(w_type: W_Type, name: str, kind: int, w_func: W_Builtin) -> None:
    w_type.entries = Entry(name, kind, w_func, w_type.entries)


@lang("type_add_getset")
def type_add_getset(
    w_type: W_Type,
    name: str,
    doc: str | None,
    get: Fn[[W_Object], W_Object],
    set: Fn[[W_Object, W_Object], None] | None,
) -> None:
    w_type.attributes = Attribute(name, doc, get, set, w_type.attributes)


@lang("type_ready")
def type_ready(w_type: W_Type) -> None:
    w_type.ready = True


@lang("type_doc")
def type_doc(w_type: W_Type, doc: str) -> None:
    w_type.doc = doc


@lang("sig_create")
def sig_create(
    names: arr[str],
    n_posonly: int,
    n_pos: int,
    n_kwonly: int,
    has_varargs: bool,
    has_varkw: bool,
    n_required_pos: int,
    optional: arr[bool],
) -> Signature:
    return Signature(names, n_posonly, n_pos, n_kwonly, has_varargs, has_varkw, n_required_pos, optional)


@lang("builtin_create")
def builtin_create(
    name: str,
    doc: str | None,
    text_signature: str,
    sig: Signature,
    fn0: Fn[[], W_Object] | None,
    fn1: Fn[[W_Object], W_Object] | None,
    fn2: Fn[[W_Object, W_Object], W_Object] | None,
    fn3: Fn[[W_Object, W_Object, W_Object], W_Object] | None,
    fnv: Fn[[arr[W_Object | None]], W_Object],
) -> W_Builtin:
    return W_Builtin(name, doc, text_signature, sig, fn0, fn1, fn2, fn3, fnv)


@lang("module_add")
def module_add(module: str, w_func: W_Builtin) -> None:
    w_module = modules.get(module)
    w_module.entries = Entry(w_func.name, 0, w_func, w_module.entries)


@lang("module_init")
def module_init(module: str, init: Fn[[W_Module], None]) -> None:
    init(modules.get(module))


@lang("unwrap_self_error")
def unwrap_self_error(name: str, type_name: str, w: W_Object) -> Error:
    return Error(f"'{name}' needs a '{type_name}', not '{w.gettypeobject().name}'")


@lang("unwrap_type_error")
def unwrap_type_error(fname: str, param: str, expected: str, w: W_Object) -> Error:
    return Error(f"{fname}() argument '{param}' must be {expected}, not {w.gettypeobject().name}")


@lang("unwrap_int")
def unwrap_int(w: W_Object, fname: str, param: str) -> int:
    if isinstance(w, W_Int):
        return w.value
    raise unwrap_type_error(fname, param, "int", w)


@lang("unwrap_i32")
def unwrap_i32(w: W_Object, fname: str, param: str) -> i32:
    value = unwrap_int(w, fname, param)
    if value != i32(value):
        raise Error(f"{fname}() argument '{param}' is too large")
    return i32(value)


@lang("unwrap_float")
def unwrap_float(w: W_Object, fname: str, param: str) -> float:
    if isinstance(w, W_Float):
        return w.value
    return float(unwrap_int(w, fname, param))


@lang("unwrap_bool")
def unwrap_bool(w: W_Object, fname: str, param: str) -> bool:
    if isinstance(w, W_Bool):
        return w.value
    raise unwrap_type_error(fname, param, "bool", w)


@lang("unwrap_str")
def unwrap_str(w: W_Object, fname: str, param: str) -> str:
    if isinstance(w, W_Text):
        return w.text
    raise unwrap_type_error(fname, param, "str", w)


@lang("unwrap_bytes")
def unwrap_bytes(w: W_Object, fname: str, param: str) -> arr[u8]:
    if isinstance(w, W_Bytes):
        return w.data
    raise unwrap_type_error(fname, param, "bytes", w)


@lang("unwrap_varargs")
def unwrap_varargs(w: W_Object) -> arr[W_Object]:
    if isinstance(w, W_Tuple):
        return w.items
    raise Error("*args is no tuple")


@lang("wrap_int")
def wrap_int(i: int) -> W_Object:
    return W_Int(i)


@lang("wrap_float")
def wrap_float(f: float) -> W_Object:
    return W_Float(f)


@lang("wrap_bool")
def wrap_bool(b: bool) -> W_Object:
    return W_Bool(b)


@lang("wrap_str")
def wrap_str(s: str) -> W_Object:
    return W_Text(s)


@lang("wrap_bytes")
def wrap_bytes(data: arr[u8]) -> W_Object:
    return W_Bytes(data)


# Calls, as an interpreter makes them.


def matched(sig: Signature, args: arr[W_Object], keywords: W_Dict) -> arr[W_Object | None]:
    """One slot a parameter: positional, keyword-only, `*args`, `**kwargs`."""
    n_named = sig.n_pos + sig.n_kwonly
    slots = arr[W_Object | None](len(sig.names))
    for i in range(min(int(len(args)), sig.n_pos)):
        slots[i] = args[i]
    at = n_named
    if sig.has_varargs:
        n_rest = max(0, int(len(args)) - sig.n_pos)
        rest = arr[W_Object](n_rest)
        if n_rest > 0:
            arr_copy(args, sig.n_pos, rest, 0, n_rest)
        slots[at] = W_Tuple(rest)
        at += 1
    elif len(args) > sig.n_pos:
        raise Error("too many arguments")
    others = W_Dict()
    for k in range(keywords.n):
        place = -1
        for i in range(sig.n_posonly, n_named):
            if sig.names[i] == keywords.names[k]:
                place = i
        w_value = keywords.values[k]
        if place >= 0:
            slots[place] = w_value
        elif sig.has_varkw and w_value is not None:
            others.put(keywords.names[k], w_value)
        else:
            raise Error("no parameter " + keywords.names[k])
    if sig.has_varkw:
        slots[at] = others
    for i in range(n_named):
        if slots[i] is None and not sig.optional[i]:
            raise Error("missing " + sig.names[i])
    return slots


def call(f: W_Builtin, args: arr[W_Object]) -> W_Object:
    """With positional arguments: by the gateway for their number, if there is one."""
    n = len(args)
    fn0 = f.fn0
    if n == 0 and fn0 is not None:
        return fn0()
    fn1 = f.fn1
    if n == 1 and fn1 is not None:
        return fn1(args[0])
    fn2 = f.fn2
    if n == 2 and fn2 is not None:
        return fn2(args[0], args[1])
    fn3 = f.fn3
    if n == 3 and fn3 is not None:
        return fn3(args[0], args[1], args[2])
    fnv = f.fnv
    return fnv(matched(f.sig, args, W_Dict()))


def call_kw(f: W_Builtin, args: arr[W_Object], names: arr[str], values: arr[W_Object]) -> W_Object:
    keywords = W_Dict()
    for i in range(len(names)):
        keywords.put(names[i], values[i])
    fnv = f.fnv
    return fnv(matched(f.sig, args, keywords))


def say_call(f: W_Builtin, args: arr[W_Object]) -> None:
    """Calls both ways and prints what comes of it."""
    try:
        say(call(f, args).show())
    except Error as e:
        say("error: " + e.text)
    try:
        fnv = f.fnv
        say("v: " + fnv(matched(f.sig, args, W_Dict())).show())
    except Error as e:
        say("v error: " + e.text)


def say_kw(f: W_Builtin, args: arr[W_Object], names: arr[str], values: arr[W_Object]) -> None:
    try:
        say(call_kw(f, args, names, values).show())
    except Error as e:
        say("error: " + e.text)


def num(i: int) -> W_Object:
    return W_Int(i)


def text(s: str) -> W_Object:
    return W_Text(s)

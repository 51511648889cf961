"""Node classes of the abstract syntax tree, made from the grammar below (`Parser/Python.asdl` gives names and fields)."""

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000
PyCF_OPTIMIZED_AST = 0x8000 | PyCF_ONLY_AST

# A line without blanks in front begins a sum type with its attributes, or is a product type; the lines below are its
# constructors. `?` may be None, `*` is a list.
_GRAMMAR = """\
mod
 Module(stmt* body, type_ignore* type_ignores)
 Interactive(stmt* body)
 Expression(expr body)
 FunctionType(expr* argtypes, expr returns)
stmt +
 FunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
 AsyncFunctionDef(identifier name, arguments args, stmt* body, expr* decorator_list, expr? returns, string? type_comment, type_param* type_params)
 ClassDef(identifier name, expr* bases, keyword* keywords, stmt* body, expr* decorator_list, type_param* type_params)
 Return(expr? value)
 Delete(expr* targets)
 Assign(expr* targets, expr value, string? type_comment)
 TypeAlias(expr name, type_param* type_params, expr value)
 AugAssign(expr target, operator op, expr value)
 AnnAssign(expr target, expr annotation, expr? value, int simple)
 For(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
 AsyncFor(expr target, expr iter, stmt* body, stmt* orelse, string? type_comment)
 While(expr test, stmt* body, stmt* orelse)
 If(expr test, stmt* body, stmt* orelse)
 With(withitem* items, stmt* body, string? type_comment)
 AsyncWith(withitem* items, stmt* body, string? type_comment)
 Match(expr subject, match_case* cases)
 Raise(expr? exc, expr? cause)
 Try(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
 TryStar(stmt* body, excepthandler* handlers, stmt* orelse, stmt* finalbody)
 Assert(expr test, expr? msg)
 Import(alias* names)
 ImportFrom(identifier? module, alias* names, int? level)
 Global(identifier* names)
 Nonlocal(identifier* names)
 Expr(expr value)
 Pass
 Break
 Continue
expr +
 BoolOp(boolop op, expr* values)
 NamedExpr(expr target, expr value)
 BinOp(expr left, operator op, expr right)
 UnaryOp(unaryop op, expr operand)
 Lambda(arguments args, expr body)
 IfExp(expr test, expr body, expr orelse)
 Dict(expr?* keys, expr* values)
 Set(expr* elts)
 ListComp(expr elt, comprehension* generators)
 SetComp(expr elt, comprehension* generators)
 DictComp(expr key, expr value, comprehension* generators)
 GeneratorExp(expr elt, comprehension* generators)
 Await(expr value)
 Yield(expr? value)
 YieldFrom(expr value)
 Compare(expr left, cmpop* ops, expr* comparators)
 Call(expr func, expr* args, keyword* keywords)
 FormattedValue(expr value, int conversion, expr? format_spec)
 Interpolation(expr value, constant str, int conversion, expr? format_spec)
 JoinedStr(expr* values)
 TemplateStr(expr* values)
 Constant(constant value, string? kind)
 Attribute(expr value, identifier attr, expr_context ctx)
 Subscript(expr value, expr slice, expr_context ctx)
 Starred(expr value, expr_context ctx)
 Name(identifier id, expr_context ctx)
 List(expr* elts, expr_context ctx)
 Tuple(expr* elts, expr_context ctx)
 Slice(expr? lower, expr? upper, expr? step)
expr_context
 Load
 Store
 Del
boolop
 And
 Or
operator
 Add
 Sub
 Mult
 MatMult
 Div
 Mod
 Pow
 LShift
 RShift
 BitOr
 BitXor
 BitAnd
 FloorDiv
unaryop
 Invert
 Not
 UAdd
 USub
cmpop
 Eq
 NotEq
 Lt
 LtE
 Gt
 GtE
 Is
 IsNot
 In
 NotIn
comprehension(expr target, expr iter, expr* ifs, int is_async)
excepthandler +
 ExceptHandler(expr? type, identifier? name, stmt* body)
arguments(arg* posonlyargs, arg* args, arg? vararg, arg* kwonlyargs, expr?* kw_defaults, arg? kwarg, expr* defaults)
arg(identifier arg, expr? annotation, string? type_comment) +
keyword(identifier? arg, expr value) +
alias(identifier name, identifier? asname) +
withitem(expr context_expr, expr? optional_vars)
match_case(pattern pattern, expr? guard, stmt* body)
pattern -
 MatchValue(expr value)
 MatchSingleton(constant value)
 MatchSequence(pattern* patterns)
 MatchMapping(expr* keys, pattern* patterns, identifier? rest)
 MatchClass(expr cls, pattern* patterns, identifier* kwd_attrs, pattern* kwd_patterns)
 MatchStar(identifier? name)
 MatchAs(pattern? pattern, identifier? name)
 MatchOr(pattern* patterns)
type_ignore
 TypeIgnore(int lineno, string tag)
type_param -
 TypeVar(identifier name, expr? bound, expr? default_value)
 ParamSpec(identifier name, expr? default_value)
 TypeVarTuple(identifier name, expr? default_value)
"""

_POSITIONS = ("lineno", "col_offset", "end_lineno", "end_col_offset")
_BUILTIN_KINDS = {"identifier": str, "string": str, "int": int, "constant": object}


def _warn(message):
    import warnings

    warnings.warn(message, DeprecationWarning, stacklevel=3)


class AST:
    __doc__ = None
    __module__ = "ast"
    _fields = ()
    _attributes = ()
    __match_args__ = ()

    def __init__(self, /, *args, **kwargs):
        cls = type(self)
        fields = cls._fields
        if len(args) > len(fields):
            plural = "" if len(fields) == 1 else "s"
            raise TypeError(f"{cls.__name__} constructor takes at most {len(fields)} positional argument{plural}")
        for name, value in zip(fields, args):
            setattr(self, name, value)
        given = fields[: len(args)]
        for name, value in kwargs.items():
            if name in given:
                raise TypeError(f"{cls.__name__} got multiple values for argument '{name}'")
            if name not in fields and name not in cls._attributes:
                _warn(
                    f"{cls.__name__}.__init__ got an unexpected keyword argument '{name}'. Support for arbitrary keyword "
                    "arguments is deprecated and will be removed in Python 3.15."
                )
            setattr(self, name, value)
        for name in fields[len(args) :]:
            if name not in kwargs:
                _set_default(self, cls, name)

    def __repr__(self):
        return _repr(self, 3)

    def __reduce__(self):
        state = dict(self.__dict__)
        args = []
        for name in self._fields:
            if name not in state:
                break
            args.append(state.pop(name))
        return type(self), tuple(args), state

    def __replace__(self, /, **changes):
        cls = type(self)
        allowed = cls._fields + cls._attributes
        for name in changes:
            if name not in allowed:
                raise TypeError(f"{cls.__name__}.__replace__ got an unexpected keyword argument '{name}'.")
        state = {**self.__dict__, **changes}
        missing = [repr(n) for n in cls._fields if n not in state and not hasattr(cls, n)]
        if missing:
            plural = "" if len(missing) == 1 else "s"
            raise TypeError(f"{cls.__name__}.__replace__ missing {len(missing)} keyword argument{plural}: {', '.join(missing)}.")
        return cls(**state)


def _set_default(node, cls, name):
    """A field that the constructor was not given: lists are empty, contexts Load, optional ones have a class attribute."""
    kind = getattr(cls, "_field_types", {}).get(name)
    if kind is None or hasattr(cls, name):
        return
    if kind is expr_context:
        setattr(node, name, Load())
    elif getattr(kind, "__origin__", None) is list:
        setattr(node, name, [])
    else:
        _warn(
            f"{cls.__name__}.__init__ missing 1 required positional argument: '{name}'. "
            "This will become an error in Python 3.15."
        )


def _repr(value, depth):
    if isinstance(value, AST):
        if depth == 0:
            return f"{type(value).__name__}(...)"
        parts = [f"{n}={_repr(getattr(value, n), depth - 1)}" for n in value._fields if hasattr(value, n)]
        return f"{type(value).__name__}({', '.join(parts)})"
    if isinstance(value, (list, tuple)):
        if len(value) <= 2:
            parts = [_repr(v, depth) for v in value]
        else:
            parts = [_repr(value[0], depth), "...", _repr(value[-1], depth)]
        left, right = "[]" if isinstance(value, list) else "()"
        return left + ", ".join(parts) + right
    return repr(value)


def _split(line):
    """(name, fields as (kind, name), mark)"""
    mark = line[-1] if line[-1] in "+-" else ""
    line = line.rstrip(" +-")
    name, _, rest = line.partition("(")
    fields = [tuple(f.split()) for f in rest[:-1].split(", ")] if rest else []
    return name, fields, mark


def _new_class(name, base, fields, attributes, doc):
    names = tuple(f for _, f in fields)
    namespace = {"__module__": "ast", "__doc__": doc, "_fields": names, "__match_args__": names}
    if attributes is not None:
        namespace["_attributes"] = attributes
    for kind, field in fields:
        if kind.endswith("?"):
            namespace[field] = None
    cls = type(name, (base,), namespace)
    globals()[name] = cls
    return cls


def _attributes_of(cls, mark):
    """`+`: the end of the place may be missing; `-`: all four are required."""
    if mark == "+":
        cls.end_lineno = cls.end_col_offset = None
    return _POSITIONS if mark else ()


def _kind_of(text):
    base = text.rstrip("?*")
    kind = _BUILTIN_KINDS.get(base) or globals()[base]
    if text.endswith("*"):
        return list[kind]
    return kind | None if text.endswith("?") else kind


def _make_classes():
    made = []
    base = None
    pending = []
    for line in _GRAMMAR.splitlines():
        name, fields, mark = _split(line.strip())
        doc = line.strip().rstrip(" +-")
        if line[0] == " ":
            cls = _new_class(name, base, fields, None, doc)
            base.__doc__ += (" = " if base.__doc__ == base.__name__ else pending) + doc
            pending = " | " if base.__name__ in ("expr_context", "boolop", "operator", "unaryop", "cmpop") else (
                "\n" + " " * len(base.__name__) + " | "
            )
        else:
            cls = _new_class(name, AST, fields, (), doc)
            cls._attributes = _attributes_of(cls, mark)
            base = cls
            if not fields:
                continue
        made.append((cls, fields))
    for cls, fields in made:
        cls._field_types = {name: _kind_of(kind) for kind, name in fields}


_make_classes()


_PUSH, _LIST, _NODE, _SINGLETON = range(4)
_singletons = {}


def _build(steps):
    """The tree that the compiler has described: a sequence of steps on a stack (`frontend/python/src/tree`)."""
    stack = []
    at = 0
    names = globals()
    while at < len(steps):
        step = steps[at]
        if step == _PUSH:
            stack.append(steps[at + 1])
            at += 2
        elif step == _NODE:
            cls = names[steps[at + 1]]
            n = steps[at + 2]
            node = cls.__new__(cls)
            place = steps[at + 3 : at + 7]
            for name, value in zip(cls._fields, stack[len(stack) - n :]):
                setattr(node, name, value)
            if place[0]:
                for name, value in zip(_POSITIONS, place):
                    setattr(node, name, value)
            del stack[len(stack) - n :]
            stack.append(node)
            at += 7
        elif step == _LIST:
            first = len(stack) - steps[at + 1]
            items = stack[first:]
            del stack[first:]
            stack.append(items)
            at += 2
        else:
            name = steps[at + 1]
            node = _singletons.get(name)
            if node is None:
                node = _singletons[name] = names[name]()
            stack.append(node)
            at += 2
    return stack[0]

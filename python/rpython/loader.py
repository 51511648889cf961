"""Loads a whole dialect program under CPython, in the start-up order of docs/rpython.md.

Imports among dialect modules may be cyclic: each top-level statement is executed when somebody needs what it defines
(a base class, a constant), so the order of files does not matter. Then: types, module globals, gateways, modules.
"""

import ast
import pathlib
import sys
import tomllib

from python import rpython
from python.rpython import gateways, generic, host
from python.rpython.rewrite import Rewriter

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CONSTANT_NODES = (
    ast.Constant, ast.Name, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.operator, ast.unaryop,
    ast.boolop, ast.cmpop, ast.expr_context, ast.JoinedStr, ast.FormattedValue,
)


# Modules that are no files of the program.
PROVIDED = ("python.rpython", "python.externs", "typing", "__future__")


class Unit:
    """One top-level statement."""

    def __init__(self, module, node, names, literals=()):
        self.module, self.node, self.names = module, node, names
        self.done = False


class Module:
    def __init__(self, program, name):
        self.program, self.name = program, name
        self.path = program.find(name)
        self.units, self.defs, self.imports, self.globals = [], {}, {}, []
        self.env = {"__name__": name, "__builtins__": __builtins__}
        program.modules[name] = self
        self.tree = ast.parse(self.path.read_text(), str(self.path))
        self.order = []
        self.collect(self.tree.body)

    def collect(self, body):
        for node in body:
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    self.imports[alias.asname or alias.name] = (node.module, alias.name)
                self.order.append(node.module)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                self.defs[node.name] = Unit(self, node, needed(node))
            elif isinstance(node, (ast.Assign, ast.AnnAssign)):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                self.defs[target.id] = Unit(self, node, needed(node))
            elif isinstance(node, ast.If):
                self.collect(node.body if self.holds(node.test) else node.orelse)
            elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
                raise SyntaxError(f"{self.path}:{node.lineno}: statement not allowed at module level")

    def holds(self, test):
        """The condition of a module-level `if`, which is constant."""
        for node in ast.walk(test):
            if isinstance(node, ast.Name):
                if node.id in self.imports:
                    self.program.load(self.imports[node.id][0])
                self.program.resolve(self, node.id)
        return eval(compile(ast.Expression(test), str(self.path), "eval"), self.env)

    def is_constant(self, name):
        """Whether the name is a compile-time constant (as opposed to a global, set at start-up)."""
        if name in self.imports:
            module, original = self.imports[name]
            target = self.program.modules.get(module)
            return target is not None and target.is_constant(original)
        unit = self.defs.get(name)
        if unit is None or not isinstance(unit.node, (ast.Assign, ast.AnnAssign)):
            return False
        value = unit.node.value
        nodes = list(ast.walk(value))
        return all(isinstance(n, CONSTANT_NODES) for n in nodes) and all(
            self.is_constant(n.id) for n in nodes if isinstance(n, ast.Name)
        )


def needed(node):
    """Names a statement needs when it is executed (not when its functions are called)."""
    roots = []
    if isinstance(node, ast.FunctionDef):
        roots = node.decorator_list + node.args.defaults + [d for d in node.args.kw_defaults if d]
    elif isinstance(node, ast.ClassDef):
        roots = node.decorator_list + node.bases
        for item in node.body:
            if isinstance(item, ast.FunctionDef):
                roots += item.decorator_list + item.args.defaults + [d for d in item.args.kw_defaults if d]
            elif isinstance(item, ast.AnnAssign) and item.value is not None:
                roots.append(item.value)
    else:
        roots = [node.value]
    return [n.id for r in roots for n in ast.walk(r) if isinstance(n, ast.Name)]


class Iterate:
    """`for x in obj` over `__len__` and `__getitem__`."""

    def __init__(self, obj):
        self.obj, self.i = obj, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= len(self.obj):
            raise StopIteration
        self.i += 1
        return self.obj[self.i - 1]


class With:
    def __init__(self, obj):
        self.obj = obj

    def __enter__(self):
        return self.obj.__enter__()

    def __exit__(self, *ignored):
        self.obj.__exit__()


class Program:
    """The program whose root module is `root`; modules are looked for in the folders."""

    def __init__(self, root, folders=(ROOT,)):
        self.folders = folders
        self.modules, self.sequence = {}, []
        self.literal_cache = {}
        self.str_class = None
        self.load(root)
        self.define()
        self.start()

    def find(self, name):
        for folder in self.folders:
            path = folder.joinpath(*name.split(".")).with_suffix(".py")
            if path.exists():
                return path
        raise SystemExit(f"no module {name}")

    def load(self, name):
        """Depth first, in import order: the order of the globals."""
        if name in self.modules or name in PROVIDED:
            return
        module = Module(self, name)
        for other in module.order:
            self.load(other)
        self.sequence.append(module)

    # Strings.

    def literal(self, text):
        s = self.literal_cache.get(text)
        if s is None:
            s = self.literal_cache[text] = self.make_str(text)
        return s

    def make_str(self, text):
        top = max(map(ord, text), default=0)
        kind = 1 if top < 0x100 else 2 if top < 0x10000 else 4
        codec = {1: "latin-1", 2: "utf-16-le", 4: "utf-32-le"}[kind]
        if kind == 1:
            data = text.encode(codec)
        else:
            data = b"".join(ord(c).to_bytes(kind, "little") for c in text)
        s = self.str_class.__new__(self.str_class)
        s.data, s.kind, s.length, s.ascii, s.hash = rpython.Bytes(data), kind, len(text), top < 128, 0
        s._host_ = text
        return s

    def host_str(self, s):
        text = getattr(s, "_host_", None)
        if text is None:
            k, d = s.kind, s.data
            if k == 1:
                text = d[: s.length].decode("latin-1")
            else:
                text = "".join(chr(int.from_bytes(d[i : i + k], "little")) for i in range(0, s.length * k, k))
            s._host_ = text
        return text

    def fstr(self, *parts):
        out = []
        for p in parts:
            if isinstance(p, self.str_class):
                out.append(self.host_str(p))
            elif type(p) is int:
                out.append(str(p))
            else:
                raise TypeError(f"f-string part {p!r}")
        return self.make_str("".join(out))

    def to_str(self, x):
        return x if isinstance(x, self.str_class) else self.make_str(str(x))

    # Definitions.

    def resolve(self, module, name):
        """Makes `name` present in the module's namespace, if anything defines it."""
        if name in module.env:
            return True
        if name in module.defs:
            unit = module.defs[name]
            if isinstance(unit.node, (ast.Assign, ast.AnnAssign)) and not module.is_constant(name):
                return False
            self.execute(unit)
            return True
        if name in module.imports:
            source, original = module.imports[name]
            if source == "__future__":
                return False
            if source in ("python.rpython", "typing"):
                module.env[name] = getattr(rpython, original)
                return True
            if source == "python.externs":
                module.env[name] = host.extern(original)
                return True
            target = self.modules[source]
            if not self.resolve(target, original):
                if original not in target.defs and original not in target.imports:
                    raise ImportError(f"{module.path}: {source} has no {original}")
                return False
            module.env[name] = target.env[original]
            return True
        return False

    def execute(self, unit):
        if unit.done:
            return
        unit.done = True
        module = unit.module
        for name in unit.names:
            self.resolve(module, name)
        node = unit.node
        if isinstance(node, ast.ClassDef) and any(is_lang(d, "error") for d in node.decorator_list):
            node.bases = [ast.copy_location(ast.Name("Exception", ast.Load()), node)]
        rewriter = Rewriter(module.is_constant)
        node = rewriter.visit(node)
        index = len(module.units)
        module.units.append(unit)
        for text, i in rewriter.literals.items():
            module.env[f"str__{index}_{i}"] = None
        renamed = Renamer(index).visit(node)
        self.bind_literals(module, rewriter.literals, index)
        tree = ast.fix_missing_locations(ast.Module([renamed], []))
        exec(compile(tree, str(module.path), "exec"), module.env)

    def bind_literals(self, module, literals, index):
        if self.str_class is None:
            module.__dict__.setdefault("pending", []).append((literals, index))
            return
        for text, i in literals.items():
            module.env[f"str__{index}_{i}"] = self.literal(text)

    def define(self):
        helpers = {
            "rt__fstr": self.fstr, "rt__iter": self.iterate, "rt__with": With, "rt__int": rpython.to_int,
            "rt__fdiv": rpython.fdiv, "rt__str": self.to_str, "str": None,
            "rt__arr": lambda element, n: rpython.arr[element](n),
            "rt__generic": generic.Generic, "rt__generic_class": generic.generic_class,
        }
        for kind, make in rpython.array_makers.items():
            helpers[f"rt__arr_{kind}"] = make
        for module in self.sequence:
            module.env.update(helpers)
        self.define_str()
        for module in self.sequence:
            for literals, index in module.__dict__.get("pending", []):
                self.bind_literals(module, literals, index)
            module.env["str"] = self.str_class
        for module in self.sequence:
            for name, unit in module.defs.items():
                if isinstance(unit.node, (ast.FunctionDef, ast.ClassDef)) or module.is_constant(name):
                    self.execute(unit)
        for module in self.sequence:
            for name in module.imports:
                self.resolve(module, name)

    def define_str(self):
        for module in self.sequence:
            for unit in module.defs.values():
                if isinstance(unit.node, ast.ClassDef) and any(is_lang(d, "str") for d in unit.node.decorator_list):
                    self.execute(unit)
                    cls = self.str_class = module.env[unit.node.name]
        if self.str_class is None:
            raise SystemExit("no class is marked @lang('str')")

        def add(a, b):
            return self.make_str(self.host_str(a) + self.host_str(b))

        def equal(a, b):
            if isinstance(b, str):
                return self.host_str(a) == b
            return isinstance(b, cls) and self.host_str(a) == self.host_str(b)

        cls.__add__, cls.__eq__, cls.__hash__ = add, equal, lambda s: hash(self.host_str(s))
        cls.__str__ = cls.__repr__ = self.host_str

    def iterate(self, obj):
        if isinstance(obj, (list, bytes, bytearray, range)):
            return obj
        return Iterate(obj)

    # Start-up.

    def start(self):
        rpython.dispatch = None
        classes = [c for m in self.sequence for c in m.env.values() if isinstance(c, type)]
        classes = [c for c in dict.fromkeys(classes) if "_pytype_" in c.__dict__]
        has_types = "type_create" in rpython.lang_items
        if has_types:
            self.gateways = gateways.Gateways(self, classes)
            self.gateways.create_types()
        self.install_opcodes()
        for module in self.sequence:
            for name in module.defs:
                self.initialise(module, name)
        self.chase_reexports()
        if has_types:
            self.gateways.create_members()
            self.gateways.create_modules()

    def initialise(self, module, name):
        """Runs the initialiser of a global; one that it turns out to need is run first."""
        unit = module.defs[name]
        while not unit.done:
            try:
                self.execute(unit)
            except NameError as e:
                needed = [(m, e.name) for m in self.sequence if e.name in m.defs and not m.defs[e.name].done]
                unit.done = False
                if not needed or needed == [(module, name)]:
                    raise
                self.initialise(*needed[0])
        for other in self.modules.values():
            for alias, (source, original) in other.imports.items():
                if source == module.name and original == name and name in module.env:
                    other.env[alias] = module.env[original]

    def chase_reexports(self):
        for module in self.sequence:
            for name in module.imports:
                self.resolve(module, name)
                if name not in module.env and module.imports[name][0] != "__future__":
                    source, original = module.imports[name]
                    raise ImportError(f"{module.path}: {source} has no {original}")

    def opcode_number(self, module, handler, mark, numbers):
        if mark is not True:
            return mark
        if handler.__name__ not in numbers:
            raise SystemExit(f"{module.path}: no opcode named {handler.__name__}")
        return numbers[handler.__name__]

    def install_opcodes(self):
        numbers = {}
        for name, row in tomllib.loads((ROOT / "frontend/python/opcodes.toml").read_text()).items():
            numbers[name] = row["number"]
        table = [None] * 256
        for module in self.sequence:
            for value in list(module.env.values()):
                mark = getattr(value, "_opcode_", False)
                if mark and value.__module__ == module.name:
                    table[self.opcode_number(module, value, mark, numbers)] = value

        def dispatch(op, *args):
            return table[op](*args)

        for module in self.sequence:
            if "dispatch" in module.imports:
                module.env["dispatch"] = dispatch


class Renamer(ast.NodeTransformer):
    """Literals of each statement get names of their own in the module."""

    def __init__(self, index):
        self.index = index

    def visit_Name(self, node):
        if node.id.startswith("str__") and node.id[5:].isdigit():
            node.id = f"str__{self.index}_{node.id[5:]}"
        return node


def is_lang(node, name):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "lang" and node.args[0].value == name

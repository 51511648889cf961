"""Source of the dialect, made to run under CPython: lang strings, counted loops, saturating int()."""

import ast

ARRAY_KINDS = ("u8", "i8", "u16", "i16", "i32", "int", "float", "f32", "bool")


class Rewriter(ast.NodeTransformer):
    """`literals` collects the string constants; the loader binds `str__0`, `str__1` ... in the module.

    `is_constant` tells whether a name of the module is known before start-up.
    """

    def __init__(self, is_constant):
        self.is_constant = is_constant
        self.literals = {}
        self.type_params = []

    def name(self, text, node):
        return ast.copy_location(ast.Name(text, ast.Load()), node)

    def call(self, function, args, node):
        return ast.copy_location(ast.Call(self.name(function, node), args, []), node)

    def visit_Constant(self, node):
        if type(node.value) is int and node.value >> 63 == 1:
            # Up to 2**64 - 1 a literal is taken as bits.
            return ast.copy_location(ast.Constant(node.value - (1 << 64)), node)
        if not isinstance(node.value, str):
            return node
        index = self.literals.setdefault(node.value, len(self.literals))
        return self.name(f"str__{index}", node)

    def visit_JoinedStr(self, node):
        parts = []
        for part in node.values:
            if isinstance(part, ast.Constant):
                parts.append(self.visit(part))
            else:
                parts.append(self.visit(part.value))
        return self.call("rt__fstr", parts, node)

    def visit_AnnAssign(self, node):
        if node.value is not None:
            node.value = self.visit(node.value)
        node.target = self.visit(node.target)
        return node

    def visit_arguments(self, node):
        node.defaults = [self.visit(d) for d in node.defaults]
        node.kw_defaults = [d and self.visit(d) for d in node.kw_defaults]
        return node

    def body(self, statements):
        """A docstring stays what it is."""
        result = []
        for i, s in enumerate(statements):
            if i == 0 and isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant):
                result.append(s)
            else:
                s = self.visit(s)
                result.append(s)
        return result

    def visit_FunctionDef(self, node):
        if node.type_params:
            node.decorator_list.append(self.name("rt__generic", node))
        known = len(self.type_params)
        self.type_params += [p.name for p in node.type_params]
        late = self.late_defaults(node.args)
        node.args = self.visit(node.args)
        node.body = self.body(late + node.body)
        del self.type_params[known:]
        return node

    def late_defaults(self, args):
        """Defaults that are strings or globals, which do not exist yet when the class is made: set by the body."""
        positional = args.posonlyargs + args.args
        pairs = list(zip(positional[len(positional) - len(args.defaults) :], args.defaults))
        pairs += [(a, d) for a, d in zip(args.kwonlyargs, args.kw_defaults) if d is not None]
        late = []
        for arg, default in pairs:
            text = isinstance(default, ast.Constant) and isinstance(default.value, str)
            if not text and not (isinstance(default, ast.Name) and not self.is_constant(default.id)):
                continue
            test = ast.Compare(ast.Name(arg.arg, ast.Load()), [ast.Is()], [ast.Constant(None)])
            late.append(ast.copy_location(ast.If(test, [ast.Assign([ast.Name(arg.arg, ast.Store())], default)], []), default))
            none = ast.copy_location(ast.Constant(None), default)
            args.defaults = [none if d is default else d for d in args.defaults]
            args.kw_defaults = [none if d is default else d for d in args.kw_defaults]
        return late

    def visit_ClassDef(self, node):
        known = len(self.type_params)
        self.type_params += [p.name for p in node.type_params]
        node.body = self.body(node.body)
        del self.type_params[known:]
        if node.type_params:
            node.decorator_list.append(self.name("rt__generic_class", node))
        return node

    def visit_MatchValue(self, node):
        if not isinstance(node.value, ast.Constant):
            node.value = self.visit(node.value)
        return node

    def visit_For(self, node):
        is_range = isinstance(node.iter, ast.Call) and getattr(node.iter.func, "id", "") == "range"
        self.generic_visit(node)
        if not is_range:
            node.iter = self.call("rt__iter", [node.iter], node.iter)
        return node

    def visit_With(self, node):
        self.generic_visit(node)
        for item in node.items:
            item.context_expr = self.call("rt__with", [item.context_expr], item.context_expr)
        return node

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, ast.Div):
            return self.call("rt__fdiv", [node.left, node.right], node)
        return node

    def visit_Call(self, node):
        f = node.func
        if isinstance(f, ast.Subscript) and isinstance(f.value, ast.Name) and f.value.id == "arr":
            kind = f.slice.id if isinstance(f.slice, ast.Name) else "ref"
            if kind in self.type_params:
                return self.call("rt__arr", [f.slice, *[self.visit(a) for a in node.args]], node)
            if kind not in ARRAY_KINDS:
                kind = "ref"
            return self.call(f"rt__arr_{kind}", [self.visit(a) for a in node.args], node)
        if isinstance(f, ast.Name) and f.id in ("ord", "float") and isinstance(node.args[0], ast.Constant):
            return node
        self.generic_visit(node)
        if isinstance(f, ast.Name) and f.id in ("int", "str"):
            f.id = "rt__" + f.id
        return node

    def visit_Subscript(self, node):
        # A slice of a type (`List[int]`) or an index: both are plain expressions.
        self.generic_visit(node)
        return node

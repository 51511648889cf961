import ast

print(ast.literal_eval("{'a': [1, 2.5, (True, None)], 'b': {1}}"))
print(ast.unparse(ast.parse("x = [i for i in range(3) if i]\ndef f(a, *b): return f'{a!r:>{b}}'")))
for bad in ("1+", "f(", "x = = 1"):
    try:
        ast.parse(bad)
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset)


class AddOne(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value + 1), node)


exec(compile(AddOne().visit(ast.parse("print(1 + 2)")), "<tree>", "exec"))

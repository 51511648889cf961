import ast

node = ast.Name("a", ctx=ast.Load())
print(node, ast.dump(node), node._fields, ast.Name.__mro__, ast.FunctionDef.__doc__)
print(ast.FunctionDef._field_types["body"], ast.Module().body, ast.Constant(3).kind)
for f in (lambda: ast.Name(1, 2, 3, 4), lambda: ast.Name("a", id="b"), lambda: ast.Name("x").lineno):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)

print(eval("1 + 2"), eval("x * 2", {"x": 4}))
ns = {}
exec("def f(): return 9", ns)
print(ns["f"]())
try:
    eval("1 +")
except SyntaxError as e:
    print(e)

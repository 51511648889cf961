import contextvars

v = contextvars.ContextVar("v")
d = contextvars.ContextVar("d", default=1)
print(v.get(3), d.get(), v.name)
try:
    v.get()
except LookupError as e:
    print(e.args[0] is v)
token = v.set(4)
print(v.get(), token.old_value)
v.reset(token)
print(v.get(None))
context = contextvars.copy_context()
print(context.run(lambda: (d.set(7), d.get())[1]), d.get(), context[d], d in context)
try:
    context.run(lambda: context.run(int))
except RuntimeError as e:
    print(str(e)[:20])

from string.templatelib import Interpolation, Template

x = 3
t = t"a{x!r:>{x}}b{x}c"
print(t)
print(t.strings, t.values, list(t), list(t""))
print(t + t"{x=}")
print(Template("a", Interpolation(1, "x"), "b", "c"))
match t.interpolations[0]:
    case Interpolation(value, expression, conversion, spec):
        print(value, expression, conversion, spec)
try:
    t + "s"
except TypeError as e:
    print(e)

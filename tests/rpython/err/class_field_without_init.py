from lib.core import Error, Str


class A:
    name: str  # error[R043]: nothing sets `name`: the class has no `__init__` | name

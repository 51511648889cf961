from python.rpython import ClassConst, Final, abstract, arr, final, i32, immediate, lang, mixin, strange_name  # error[R004]: `python.rpython` has no `strange_name` | strange_name


@lang("main")
def main() -> i32:
    return 0


@abstract
class Shape:
    sides: ClassConst[int]

    def area(self, scale: int) -> float: ...


class Square(Shape):
    sides = 4

    def area(self, scale: float) -> float:  # error[R041]: `Square.area` is (float) -> float, but overrides (int) -> float | area
        return scale


class Circle(Shape):
    def area(self, scale: int) -> int:  # error[R041]: `Circle.area` is (int) -> int, but overrides (int) -> float | area
        return scale


class Empty(Shape):
    pass


@final
class Last:
    x: int
    x: int  # error[R047]: `x` is declared twice in `Last` | x
    other: Last  # error[R043]: nothing sets `other`: the class has no `__init__` | other

    def m(self) -> None:
        pass

    def m(self) -> None:  # error[R047]: `m` is declared twice in `Last` | m
        pass


class After(Last):  # error[R040]: `Last` is final | Last
    x: int  # error[R047]: `x` is declared above this class | x


class Two(Square, Circle):  # error[R040]: a class has one base class, mixins aside | Circle
    pass


@immediate
class Imm:  # error[R044]: an immediate class has exactly one field, of type `int` | Imm
    a: float


@unknown_decorator  # error[R060]: `@unknown_decorator` is no decorator for a class | unknown_decorator
class Odd:
    n: int = "text"
    k: ClassConst[int] = main()  # error[R050]: a class constant needs a compile-time value | main()
    z = 3  # error[R006]: `z` is no class constant declared above | z = 3
    print("x")  # error[R006]: not allowed in a class body | print("x")

    def __init__(self) -> None:
        pass


@mixin
class Mix:
    pass


class Holder:
    first: Holder
    second: Final[arr[int]]

    def __init__(self) -> None:  # error[R043]: `__init__` does not set `first` | __init__
        self.second = arr[int](1)


class List[T: Shape]:
    item: T | None = None  # error[R011]: `int` cannot be `None` | T


def use(s: Shape) -> None:
    Shape()  # error[R042]: `Shape` is abstract | Shape()
    Empty()  # error[R042]: `Empty` does not implement `area` | Empty()  # error[R046]: `Empty` gives `sides` no value | Empty()
    Mix()  # error[R045]: a mixin is not a class of its own | Mix()
    Last(1)  # error[R024]: `Last` has no `__init__` | Last(1)
    List[int]()  # error[R015]: `int` is not below `Shape`, the bound of `T` | int
    List()  # error[R016]: the type arguments of `List` cannot be told | List
    a: List = List[Square]()  # error[R012]: `List` needs type arguments | List
    b: List[Square, Square] | None = None  # error[R012]: `List` takes 1 type arguments, not 2 | Square, Square
    super().use()  # error[R010]: `super()` outside a class | super()
    Square.missing()  # error[R021]: `Square` has no member `missing` | missing
    s.area("a")  # error[R061]: the program has no class `@lang("str")` | "a"
    s.area(1, 2)  # error[R024]: `area` takes 1 arguments, 2 given | 2


def twice() -> None:
    pass


def twice() -> None:  # error[R005]: `twice` is defined twice | twice
    pass


@deco  # error[R060]: `@deco` is no decorator for a function | deco
def decorated() -> None:
    pass


def generic[T](x: T) -> T:
    return x


def more[T]() -> None:
    v = generic
    more()
    more[int, int]()


def caller() -> None:
    more()  # error[R016]: cannot tell what `T` is | more()
    more[int, int]()  # error[R012]: 1 type arguments are wanted, 2 given | int, int
    v = generic  # error[R010]: a generic function is called, not a value | generic
    w: arr[int] = [1, "a"]  # error[R061]: the program has no class `@lang("str")` | "a"

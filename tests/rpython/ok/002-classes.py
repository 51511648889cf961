from python.rpython import lang, i32, arr, Final, ClassConst, final, abstract

@abstract
class Shape:
    sides: ClassConst[int] = 0
    name: i32
    def __init__(self, name: i32) -> None:
        self.name = name
    def area(self) -> float: ...
    def twice(self) -> float:
        return self.area() * 2.0

@final
class Square(Shape):
    sides: ClassConst[int] = 4
    side: Final[float]
    def __init__(self, name: i32, side: float) -> None:
        super().__init__(name)
        self.side = side
    def area(self) -> float:
        return self.side * self.side

class Circle(Shape):
    r: float
    def __init__(self, r: float) -> None:
        super().__init__(9)
        self.r = r
    def area(self) -> float:
        return 3.0 * self.r * self.r

class Node:
    value: int
    next: Node | None = None
    flag: bool = True
    def __init__(self, value: int) -> None:
        self.value = value

class Error:
    code: int
    def __init__(self, code: int) -> None:
        self.code = code

def total(shapes: arr[Shape]) -> float:
    s = 0.0
    for x in shapes:
        s += x.area()
    return s

def length(n: Node | None) -> int:
    count = 0
    at = n
    while at is not None:
        count += 1
        at = at.next
    return count

def kind(s: Shape) -> int:
    if isinstance(s, Square):
        return int(s.side)
    elif isinstance(s, Circle) and s.r > 0.5:
        return 100
    return -1

def pick(s: Shape) -> int:
    match s:
        case Square(side=x) if x > 10.0:
            return int(x)
        case Square():
            return 1
        case Circle():
            return 2
        case _:
            return 3

@lang("main")
def main() -> i32:
    sq = Square(1, 2.0)
    c = Circle(1.0)
    shapes: arr[Shape] = [sq, c]
    assert total(shapes) == 7.0
    assert sq.twice() == 8.0
    assert shapes[0].sides == 4 and shapes[1].sides == 0
    n = Node(1)
    n.next = Node(2)
    assert length(n) == 2 and length(None) == 0 and n.flag
    assert kind(sq) == 2 and kind(c) == 100
    assert pick(sq) == 1 and pick(c) == 2 and pick(Square(1, 11.0)) == 11
    return 0

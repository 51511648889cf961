class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


def where(p):
    match p:
        case Point(0, 0):
            return "origin"
        case Point(0, y=y):
            return f"axis {y}"
        case Point(x, y) as q if x == y:
            return f"diagonal {q.x}"
        case Point():
            return "point"
        case int(n):
            return f"int {n}"
        case str() | bytes():
            return "text"


for p in (Point(0, 0), Point(0, 2), Point(3, 3), Point(1, 2), 5, "x", 1.5):
    print(where(p))

class Stack[T]:
    def __init__(self):
        self.items: list[T] = []

    def push(self, x: T) -> None:
        self.items.append(x)


class Pair[A, *B]:
    pass


s = Stack[int]()
s.push(3)
print(s.items, s.__orig_class__, Stack.__type_params__)
print(Pair.__orig_bases__, Pair.__mro__, Pair[int, str, float])
try:
    Stack[int, str]
except TypeError as e:
    print(e)

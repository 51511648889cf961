def first[T: int, *Ts, **P = [int]](a: T = 1) -> T: return a
class Box[T](Base):
    item: T
    def get(self) -> T: ...
type Alias[T] = list[T]
type Plain = int

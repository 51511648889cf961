from typing import *

T = TypeVar("T")
P = ParamSpec("P")
print(Optional[int], List[int], Dict[str, Any], Callable[[int], str], Callable[P, T], Literal[1, "a"])
print(Annotated[int, 3], Tuple[int, ...], Type[T], Concatenate[int, P], Union[int, "str"], P.args, P.kwargs)


class Point(NamedTuple):
    x: int
    y: str = "?"


print(Point(1), Point._fields, Point._field_defaults)
N = NewType("N", int)
print(N(3), get_origin(List[int]), get_args(Dict[str, int]))

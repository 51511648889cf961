from python.rpython import arr, arr_copy


def f(a: arr[int], b: arr[float], n: int) -> None:
    arr_copy(a, 0, b, 0, 1)  # error[R020]: cannot copy from `arr[int]` to `arr[float]` | b
    arr_copy(n, 0, b, 0, 1)  # error[R026]: an array is wanted, this is `int` | n

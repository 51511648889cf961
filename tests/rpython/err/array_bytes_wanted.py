from python.rpython import arr, arr_equal, arr_find8


def f(a: arr[int]) -> None:
    arr_equal(a, 0, a, 0, 1)  # error[R020]: `arr[u8]` is wanted, this is `arr[int]` | a
    arr_find8(a, 0, 1, 2)  # error[R020]: `arr[u8]` is wanted, this is `arr[int]` | a

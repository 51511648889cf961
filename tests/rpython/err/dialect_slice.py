from python.rpython import arr


def f(a: arr[int]) -> None:
    b = a[1:2]  # error[R007]: slices are method calls in the dialect | 1:2

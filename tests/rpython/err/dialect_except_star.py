from lib.core import Error


def f() -> None:
    try:  # error[R007]: `except*` is not in the dialect | try:
        pass
    except* Error:
        pass

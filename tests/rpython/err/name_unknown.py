def f() -> int:
    return unknown  # error[R010]: unknown name `unknown` | unknown

def f() -> None:
    x = "text"  # error[R061]: the program has no class `@lang("str")` | "text"

from python.rpython import lang


@lang  # error[R060]: `@lang` takes a string | lang
def f() -> None:
    pass

from python.rpython import lang


@lang("error")
class A:
    pass


@lang("error")  # error[R061]: lang item `error` is defined twice | lang("error")
class B:
    pass

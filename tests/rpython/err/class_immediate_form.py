from python.rpython import final, immediate


@final
@immediate
class A:  # error[R044]: an immediate class has exactly one field, of type `int` | A
    x: float = 0.0


@final
@immediate
class B:  # error[R044]: an immediate class has exactly one field, of type `int` | B
    x: int = 0
    y: int = 0

@dataclass  # error[R060]: `@dataclass` is no decorator for a class | dataclass
class A:
    pass

class Plain:
    """Doc

    text
    """
    attr: int = 1
    if attr:
        other: str
    def __private(self):
        self.__x = self.y = 1
@decorator
class Derived(Base, *bases, metaclass=Meta): pass

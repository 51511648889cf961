class A:
    x = 1

    def __getattribute__(self, name):
        if name == "secret":
            raise AttributeError("hidden")
        return object.__getattribute__(self, name)


print(A().x, hasattr(A(), "secret"), getattr(A(), "secret", 0))

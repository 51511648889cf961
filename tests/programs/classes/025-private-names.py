class A:
    __x = 1

    def f(self):
        return self.__x


print(A().f(), A._A__x, hasattr(A, "__x"))

class M(type):
    @classmethod
    def __prepare__(m, name, bases):
        return {"given": 1}


class A(metaclass=M):
    got = given + 1


print(A.got, A.given)

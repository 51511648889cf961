class E(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


class F(E):
    pass


try:
    raise F(5)
except E as e:
    print(type(e).__name__, e, e.code, e.args)

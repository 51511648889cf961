try:
    {}["k"]
except KeyError as e:
    print(repr(e), e)
class D(dict):
    def __missing__(self, key):
        return key * 2
print(D()[4], D().get(4))

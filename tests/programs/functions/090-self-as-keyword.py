d = dict(self=1, type=2)
d.update(self=3)
print(d)
print("{self} {type}".format(self=4, type=5))

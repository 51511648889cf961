a = [1]; it = iter(a); print(list(it)); a.append(2); print(list(it)); print(next(it, None))

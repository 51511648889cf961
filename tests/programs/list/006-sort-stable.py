items = [(i % 3, i) for i in range(12)]
items.sort(key=lambda t: t[0]); print(items)
items.sort(key=lambda t: t[0], reverse=True); print(items)

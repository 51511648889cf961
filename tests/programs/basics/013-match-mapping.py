def look(x):
    match x:
        case {"kind": "a", "value": v}:
            return v
        case {"kind": k, **rest}:
            return k, rest
        case {}:
            return "mapping"


print(look({"kind": "a", "value": 3, "more": 1}))
print(look({"kind": "b", "x": 1}))
print(look({}))
print(look(3))

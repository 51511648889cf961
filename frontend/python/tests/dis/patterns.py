def patterns(x):
    match x:
        case 0 | 1: return 1
        case "a" | None | True: return 2
        case [a, 2, *_]: return a
        case [a, *rest, b] if a: return rest
        case {"k": v, **kw}: return kw
        case Point(1, y=yy) as p: return p
        case ns.CONST: pass
        case (1, [b]) | {"b": b}: return b
        case _: return None

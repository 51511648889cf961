def kind(x):
    match x:
        case 0:
            return "zero"
        case 1 | 2:
            return "small"
        case "a":
            return "letter"
        case None:
            return "none"
        case True:
            return "true"
        case _:
            return "other"


print([kind(x) for x in (0, 1, 2, "a", None, 7, 1.0)])

def shape(x):
    match x:
        case []:
            return "empty"
        case [a]:
            return f"one {a}"
        case [a, *rest] if a == 0:
            return f"zero then {rest}"
        case (a, b):
            return f"pair {a} {b}"
        case [_, *_, z]:
            return f"ends {z}"
        case _:
            return "no sequence"


for x in ([], [1], [0, 5, 6], (1, 2), range(4), "ab", 3):
    print(shape(x))

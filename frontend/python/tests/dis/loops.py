def loops(xs):
    for x in xs:
        if x: continue
        break
    else:
        x = None
    while True:
        x += 1
        if x > 10: break
    for a, (b, c) in xs: pass
    while x: x -= 1
    else: return x

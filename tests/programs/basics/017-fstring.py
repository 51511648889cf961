x = 3.14159
name = "n"
print(f"{x:.2f} {name!r:>5} {x=:.1f} {{}} {'a' 'b'}")
w = 8
print(f"[{name:^{w}}]")
print(f"{1 + 1 = }")

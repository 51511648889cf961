print("a\tb\x41\u00e9\N{BULLET}", r"\n", b"\x00a", "a" "b")
print("""two
lines""")

print(format(3.14159, ".2f"), format(255, "x"), format("a", ">3"), format(1234567, ","))
try:
    format(3, "q")
except ValueError as e:
    print(e)

print("a" < "b", "a" < "aa", "é" > "z", "\U0001f600" > "\uffff", "a" == "a", "a" != "b", "a" == 1)
try:
    "a" < 1
except TypeError as e:
    print(e)

try:
    "abc"["a"]
except TypeError as e:
    print(e)

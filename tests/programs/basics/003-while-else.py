n = 3
while n:
    n -= 1
else:
    print("ended", n)
while True:
    break
else:
    print("never")
print("done")

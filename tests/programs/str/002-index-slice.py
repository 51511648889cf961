s = "hello"
print(s[0], s[-1], s[1:3], s[::-1], s[::2], s[10:], s[-3:-1], s[4:1:-1])
for i in (5, -6):
    try:
        s[i]
    except IndexError as e:
        print(e)

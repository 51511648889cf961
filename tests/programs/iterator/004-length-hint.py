import operator
print([operator.length_hint(iter(x)) for x in ([1, 2], (1,), {1: 2}, {1, 2, 3}, "abc", b"ab", range(4))])

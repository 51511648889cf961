import csv
import io

lines = ["a,b,c\n", '1,"x,y",3\n', '"a""b","multi\n', 'line",z\n', "\n", " a, b\n", ",\n"]
for kw in ({}, {"quoting": csv.QUOTE_NONE}, {"skipinitialspace": True}, {"delimiter": ";"}):
    print(list(csv.reader(lines, **kw)))
for kw in ({}, {"quoting": csv.QUOTE_ALL}, {"quoting": csv.QUOTE_NONE, "escapechar": "\\"}, {"quoting": csv.QUOTE_STRINGS}):
    out = io.StringIO()
    csv.writer(out, **kw).writerows([[1, "a", None, 2.5], ["x,y", 'q"r', "n\nl"]])
    print(repr(out.getvalue()))
print(list(csv.DictReader(io.StringIO("a,b\n1,2\n3,4,5\n6\n"))))
for kw in ({"delimiter": "ab"}, {"quoting": 9}, {"quotechar": ","}, {"foo": 1}):
    try:
        csv.reader([], **kw)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)

import _string

print(list(_string.formatter_parser("a{b!r:{c}}d{{e}}f")))
first, rest = _string.formatter_field_name_split("0.name[key][3]")
print(first, list(rest))
for bad in ("{", "}", "{a", "{a!}", "{a!rx}", "{a{b}"):
    try:
        list(_string.formatter_parser(bad))
    except ValueError as e:
        print(bad, e)

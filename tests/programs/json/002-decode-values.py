import json

print(json.loads('{"a": [1, -2.5e3, {"b": null}], "c": true, "a": false}'))
print(json.loads('"\\ud83d\\ude00 \\u00e9\\n"'))
print(json.loads("[NaN, Infinity, -Infinity, 123456789012345678901234567890]"))
print(json.loads('{"a":1,"b":[{"c":2}]}', object_pairs_hook=lambda pairs: pairs))
print(json.loads("[1.5, 2]", parse_float=lambda s: "f" + s, parse_int=lambda s: "i" + s))

import json

print(json.dumps({"b": [1, 2.5, None, True], "a": {"é": "\n\U0001f600"}}))
print(json.dumps({"b": [1, {}], "a": []}, indent=2, sort_keys=True))
print(json.dumps({1: 2, None: 3, 1.5: 4, True: 5}, separators=(",", ":")))
print(json.dumps("é\x7f", ensure_ascii=False))

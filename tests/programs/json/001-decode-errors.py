import json

for doc in ["", "{", '{"a"', '{"a":1,}', "[1,]", "[1 2]", '"\\u12"', '"\\x"', '"abc', '"a\x01"', "nul", "1 2"]:
    try:
        print(json.loads(doc))
    except json.JSONDecodeError as e:
        print(e)

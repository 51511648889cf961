import json

loop = [1]
loop.append(loop)
for value in [{"x": [1, {2}]}, {(1,): 2}, float("inf"), loop]:
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e, getattr(e, "__notes__", []))

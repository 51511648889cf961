print(int(2.9), int(-2.9), int(1e20), float(2**70), float(True), bool(0.0), bool(0.1))
try:
    float(10**400)
except OverflowError as e:
    print(e)

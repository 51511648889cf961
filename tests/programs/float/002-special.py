inf = float("inf")
nan = float("nan")
print(inf, -inf, nan, inf - inf, nan == nan, nan != nan, inf > 10**400, nan in [nan])

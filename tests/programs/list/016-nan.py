nan = float("nan"); a = [nan]; print(nan in a, a == [nan], a.index(nan), a.count(nan), [float("nan")] == [float("nan")])

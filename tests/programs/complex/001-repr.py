print(1j, 1 + 2j, -1j, complex(0, -0.0), complex(-0.0, 1), complex(float("inf"), float("nan")), 1e20j)

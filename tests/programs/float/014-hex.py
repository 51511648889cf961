print((1.0).hex(), (0.1).hex(), (-3.5).hex(), (0.0).hex(), (5e-324).hex(), float("inf").hex())

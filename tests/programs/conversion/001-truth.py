print([bool(x) for x in (0, 1, 0.0, "", "a", [], [0], (), {}, set(), None, b"", range(0), 0j, 2**70)])

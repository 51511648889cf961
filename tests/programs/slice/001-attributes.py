s = slice(1, 10, 2); print(s, s.start, s.stop, s.step, slice(5), s.indices(7), slice(None, None, -1).indices(5), s == slice(1, 10, 2), slice(1) < slice(2))

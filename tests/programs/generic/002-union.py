print(int | str, int | None, isinstance(1, int | str), (int | str) == (str | int), (int | str | int).__args__, issubclass(bool, int | str))

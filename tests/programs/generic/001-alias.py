print(list[int], dict[str, int], list[int] == list[int], list[int].__origin__, list[int].__args__, list[int]([1]), tuple[int, ...], type(list[int]).__name__)

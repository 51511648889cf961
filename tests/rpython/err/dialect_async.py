async def f() -> None:  # error[R007]: async functions are not in the dialect | f
    pass

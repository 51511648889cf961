def context(a, b):
    with a as x, b:
        return x
async def asynchronous(a):
    async with a as x:
        await x

def generator(x):
    y = yield x
    yield
    z = yield from y
    return z
async def coroutine(x):
    async for y in x:
        await y
    return [z async for z in x if await z]
async def async_generator():
    yield 1
def expressions(xs):
    return (x for x in xs if x), lambda: (yield)

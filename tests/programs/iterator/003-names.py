for x in ([], (), {}, set(), "", b"", bytearray(), range(0), {}.values(), {}.items(), reversed([])):
    print(type(iter(x)).__name__)

import hashlib

for name in ("sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s"):
    h = hashlib.new(name, b"abc")
    h.update(b"q" * 200)
    print(name, h.hexdigest(), h.block_size, h.digest_size)
print(hashlib.shake_128(b"abc").hexdigest(20), hashlib.shake_256(b"abc" * 100).hexdigest(20))
print(hashlib.blake2b(b"x", digest_size=20, key=b"k", salt=b"s", person=b"p", fanout=2, depth=3, leaf_size=100).hexdigest())
for kw in ({"digest_size": 0}, {"key": b"x" * 65}, {"fanout": 256}, {"depth": 0}):
    try:
        hashlib.blake2b(**kw)
    except ValueError as e:
        print(e)

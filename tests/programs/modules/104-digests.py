import _md5
import _sha1
import _sha2

for make in (_md5.md5, _sha1.sha1, _sha2.sha224, _sha2.sha256, _sha2.sha384, _sha2.sha512):
    h = make(b"abc")
    print(h.name, h.digest_size, h.block_size, h.hexdigest())
    h.update(b"x" * 1000)
    print(h.copy().hexdigest() == h.hexdigest(), h.hexdigest())
try:
    _md5.md5("text")
except TypeError as e:
    print(e)

"""SHA-1 and SHA-2 (FIPS 180-4)."""

from python.rlib.digest import WORD, BlockDigest, load32_big, rotate32
from python.rpython import Final, abstract, arr, u8, ushr, wrap_add, wrap_shl

K256: Final = [
    0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4, 0xAB1C5ED5,
    0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE, 0x9BDC06A7, 0xC19BF174,
    0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F, 0x4A7484AA, 0x5CB0A9DC, 0x76F988DA,
    0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7, 0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967,
    0x27B70A85, 0x2E1B2138, 0x4D2C6DFC, 0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85,
    0xA2BFE8A1, 0xA81A664B, 0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070,
    0x19A4C116, 0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
    0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7, 0xC67178F2,
]
# Of 64 bits, written as signed numbers.
K512: Final = [
    0x428A2F98D728AE22, 0x7137449123EF65CD, -0x4A3F043013B2C4D1, -0x164A245A7E762444,
    0x3956C25BF348B538, 0x59F111F1B605D019, -0x6DC07D5B50E6B065, -0x54E3A12A25927EE8,
    -0x27F855675CFCFDBE, 0x12835B0145706FBE, 0x243185BE4EE4B28C, 0x550C7DC3D5FFB4E2,
    0x72BE5D74F27B896F, -0x7F214E01C4E9694F, -0x6423F958DA38EDCB, -0x3E640E8B3096D96C,
    -0x1B64963E610EB52E, -0x1041B879C7B0DA1D, 0x0FC19DC68B8CD5B5, 0x240CA1CC77AC9C65,
    0x2DE92C6F592B0275, 0x4A7484AA6EA6E483, 0x5CB0A9DCBD41FBD4, 0x76F988DA831153B5,
    -0x67C1AEAD11992055, -0x57CE3992D24BCDF0, -0x4FFCD8376704DEC1, -0x40A680384110F11C,
    -0x391FF40CC257703E, -0x2A586EB86CF558DB, 0x06CA6351E003826F, 0x142929670A0E6E70,
    0x27B70A8546D22FFC, 0x2E1B21385C26C926, 0x4D2C6DFC5AC42AED, 0x53380D139D95B3DF,
    0x650A73548BAF63DE, 0x766A0ABB3C77B2A8, -0x7E3D36D1B812511A, -0x6D8DD37AEB7DCAC5,
    -0x5D40175EB30EFC9C, -0x57E599B443BDCFFF, -0x3DB4748F2F07686F, -0x3893AE5CF9AB41D0,
    -0x2E6D17E62910ADE8, -0x2966F9DBAA9A56F0, -0x0BF1CA7AA88EDFD6, 0x106AA07032BBD1B8,
    0x19A4C116B8D2D0C8, 0x1E376C085141AB53, 0x2748774CDF8EEB99, 0x34B0BCB5E19B48A8,
    0x391C0CB3C5C95A63, 0x4ED8AA4AE3418ACB, 0x5B9CCA4F7763E373, 0x682E6FF3D6B2B8A3,
    0x748F82EE5DEFB2FC, 0x78A5636F43172F60, -0x7B3787EB5E0F548E, -0x7338FDF7E59BC614,
    -0x6F410005DC9CE1D8, -0x5BAF9314217D4217, -0x41065C084D3986EB, -0x398E870D1C8DACD5,
    -0x35D8C13115D99E64, -0x2E794738DE3F3DF9, -0x15258229321F14E2, -0x0A82B08011912E88,
    0x06F067AA72176FBA, 0x0A637DC5A2C898A6, 0x113F9804BEF90DAE, 0x1B710B35131C471B,
    0x28DB77F523047D84, 0x32CAAB7B40C72493, 0x3C9EBE0A15C9BEBC, 0x431D67C49C100D4C,
    0x4CC5D4BECB3E42B6, 0x597F299CFC657E2A, 0x5FCB6FAB3AD6FAEC, 0x6C44198C4A475817,
]


class Sha1(BlockDigest):
    def __init__(self) -> None:
        super().__init__([0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0], 64, 20)

    def fresh(self) -> BlockDigest:
        return Sha1()

    def compress(self, d: arr[u8], at: int) -> None:
        w = arr[int](80)
        for t in range(16):
            w[t] = load32_big(d, at + 4 * t)
        for t in range(16, 80):
            w[t] = rotate32(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1)
        h = self.words
        a = h[0]
        b = h[1]
        c = h[2]
        e = h[3]
        f = h[4]
        for t in range(80):
            if t < 20:
                mix = (b & c | ~b & e) + 0x5A827999
            elif t < 40:
                mix = (b ^ c ^ e) + 0x6ED9EBA1
            elif t < 60:
                mix = (b & c | b & e | c & e) + 0x8F1BBCDC
            else:
                mix = (b ^ c ^ e) + 0xCA62C1D6
            top = (rotate32(a, 5) + mix + f + w[t]) & WORD
            f = e
            e = c
            c = rotate32(b, 30)
            b = a
            a = top
        h[0] = (h[0] + a) & WORD
        h[1] = (h[1] + b) & WORD
        h[2] = (h[2] + c) & WORD
        h[3] = (h[3] + e) & WORD
        h[4] = (h[4] + f) & WORD


class Sha256(BlockDigest):
    """SHA-256, and SHA-224 with other initial words and a shorter result."""

    def fresh(self) -> BlockDigest:
        return Sha256(arr[int](8), 64, self.size)

    def compress(self, d: arr[u8], at: int) -> None:
        w = arr[int](64)
        for t in range(16):
            w[t] = load32_big(d, at + 4 * t)
        for t in range(16, 64):
            x = w[t - 15]
            y = w[t - 2]
            s0 = rotate32(x, 25) ^ rotate32(x, 14) ^ x >> 3
            s1 = rotate32(y, 15) ^ rotate32(y, 13) ^ y >> 10
            w[t] = (w[t - 16] + s0 + w[t - 7] + s1) & WORD
        s = arr[int](8)
        for i in range(8):
            s[i] = self.words[i]
        for t in range(64):
            a = s[0]
            e = s[4]
            s1 = rotate32(e, 26) ^ rotate32(e, 21) ^ rotate32(e, 7)
            t1 = s[7] + s1 + (e & s[5] ^ ~e & s[6]) + K256[t] + w[t]
            s0 = rotate32(a, 30) ^ rotate32(a, 19) ^ rotate32(a, 10)
            t2 = s0 + (a & s[1] ^ a & s[2] ^ s[1] & s[2])
            shift_words(s, (s[3] + t1) & WORD, (t1 + t2) & WORD)
        for i in range(8):
            self.words[i] = (self.words[i] + s[i]) & WORD


class Sha512(BlockDigest):
    """SHA-512, and SHA-384 with other initial words and a shorter result."""

    def fresh(self) -> BlockDigest:
        return Sha512(arr[int](8), 128, self.size)

    def word_size(self) -> int:
        return 8

    def compress(self, d: arr[u8], at: int) -> None:
        w = arr[int](80)
        for t in range(16):
            w[t] = wrap_shl(load32_big(d, at + 8 * t), 32) | load32_big(d, at + 8 * t + 4)
        for t in range(16, 80):
            x = w[t - 15]
            y = w[t - 2]
            s0 = rotr64(x, 1) ^ rotr64(x, 8) ^ ushr(x, 7)
            s1 = rotr64(y, 19) ^ rotr64(y, 61) ^ ushr(y, 6)
            w[t] = wrap_add(wrap_add(w[t - 16], s0), wrap_add(w[t - 7], s1))
        s = arr[int](8)
        for i in range(8):
            s[i] = self.words[i]
        for t in range(80):
            a = s[0]
            e = s[4]
            s1 = rotr64(e, 14) ^ rotr64(e, 18) ^ rotr64(e, 41)
            choice = e & s[5] ^ ~e & s[6]
            t1 = wrap_add(wrap_add(wrap_add(s[7], s1), choice), wrap_add(K512[t], w[t]))
            s0 = rotr64(a, 28) ^ rotr64(a, 34) ^ rotr64(a, 39)
            t2 = wrap_add(s0, a & s[1] ^ a & s[2] ^ s[1] & s[2])
            shift_words(s, wrap_add(s[3], t1), wrap_add(t1, t2))
        for i in range(8):
            self.words[i] = wrap_add(self.words[i], s[i])


def shift_words(s: arr[int], e: int, a: int) -> None:
    """The end of a round: eight working words move on by one."""
    s[7] = s[6]
    s[6] = s[5]
    s[5] = s[4]
    s[4] = e
    s[3] = s[2]
    s[2] = s[1]
    s[1] = s[0]
    s[0] = a


def rotr64(x: int, n: int) -> int:
    return ushr(x, n) | wrap_shl(x, 64 - n)


def sha224() -> Sha256:
    words = [
        0xC1059ED8, 0x367CD507, 0x3070DD17, 0xF70E5939, 0xFFC00B31, 0x68581511, 0x64F98FA7, 0xBEFA4FA4,
    ]
    return Sha256(words, 64, 28)


def sha256() -> Sha256:
    words = [
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
    ]
    return Sha256(words, 64, 32)


def sha384() -> Sha512:
    words = [
        -0x344462A23EFA6128, 0x629A292A367CD507, -0x6EA6FEA5CF8F22E9, 0x152FECD8F70E5939,
        0x67332667FFC00B31, -0x714BB57897A7EAEF, -0x24F3D1F29B067059, 0x47B5481DBEFA4FA4,
    ]
    return Sha512(words, 128, 48)


def sha512() -> Sha512:
    words = [
        0x6A09E667F3BCC908, -0x4498517A7B3558C5, 0x3C6EF372FE94F82B, -0x5AB00AC5A0E2C90F,
        0x510E527FADE682D1, -0x64FA9773D4C193E1, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ]
    return Sha512(words, 128, 64)

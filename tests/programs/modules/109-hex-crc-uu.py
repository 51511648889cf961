import binascii

print(binascii.hexlify(b"abcdef", ":", 2), binascii.unhexlify("00ff7F"))
print(binascii.crc32(b"abc"), binascii.crc32(b"c", binascii.crc32(b"ab")), binascii.crc_hqx(b"abc", 3))
print(binascii.b2a_uu(b"abc"), binascii.a2b_uu(b"#86)C\n"))
for bad in ["abc", "zz"]:
    try:
        binascii.unhexlify(bad)
    except binascii.Error as e:
        print(e)

import binascii

print(binascii.b2a_base64(b"hello!!"), binascii.a2b_base64(b"aGVsbG8hIQ==\n"))
for text in ["YQ", "Y", "AAAAA", "=", "YQ==x", "é", "!!YQ=="]:
    for strict in (False, True):
        try:
            print(text, binascii.a2b_base64(text, strict_mode=strict))
        except ValueError as e:
            print(text, type(e).__name__, e)

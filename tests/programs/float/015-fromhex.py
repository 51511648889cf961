for s in ("0x1.8p3", "-0x.8", "1p-1074", "inf", "0x1.fffffffffffff8p0", "0xA"):
    print(float.fromhex(s))
for s in ("zz", "0x", "1p", "0x1p1024"):
    try:
        float.fromhex(s)
    except (ValueError, OverflowError) as e:
        print(type(e).__name__, e)

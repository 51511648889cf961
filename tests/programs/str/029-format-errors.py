for t in ("{", "}", "{0", "{}{1}", "{0}{}", "{a}", "{1}", "{0.}", "{0[]}", "{!x}", "{a{b}}"):
    try:
        t.format(5)
    except (ValueError, KeyError, IndexError) as e:
        print(type(e).__name__, e)

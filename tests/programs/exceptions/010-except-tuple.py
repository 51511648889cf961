for x in (KeyError, IndexError, TypeError):
    try:
        try:
            raise x("m")
        except (KeyError, IndexError) as e:
            print("pair", type(e).__name__)
    except Exception as e:
        print("other", type(e).__name__)

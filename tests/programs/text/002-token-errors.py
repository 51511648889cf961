import io, tokenize

for source in ("(", "'abc", "'''abc\n", "f'abc", "1__0", "0b2", "\\\n", "a\\ b", "if a:\n   b\n  c\n", "if a:\n\tb\n        c\n"):
    try:
        print(len(list(tokenize.generate_tokens(io.StringIO(source).readline))))
    except Exception as e:
        print(type(e).__name__, e)

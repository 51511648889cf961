import io, tokenize

for source in ("x = 1\n", "if a:\n  b\n\n  # c\n  d\ne", "(1,\n 2) # x\n", "f'a{x!r:>{w}}b{{c' t'{y}'\n", "'''a\nb''' \\\n + rb'c'\n", "1_0 0xf 1.5e3j 1if 2else 3\n"):
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        print(tokenize.tok_name[token.type], repr(token.string), token.start, token.end, repr(token.line))

"""Rewrites the expectations of the case files given, with the CPython 3.14 that runs this script.

A case is `== title`, the source, and `-- Kind line:offset-end_line:end_offset message` (or `-- ok`).
"""
import sys
import warnings

warnings.simplefilter("ignore")


def expectation(source: str) -> str:
    try:
        compile(source, "<case>", "exec")
    except SyntaxError as e:
        place = f"{e.lineno or 0}:{e.offset or 0}-{e.end_lineno or 0}:{e.end_offset or 0}"
        return f"-- {type(e).__name__} {place} {e.msg}"
    return "-- ok"


for path in sys.argv[1:]:
    text = open(path, encoding="utf-8").read()
    out = []
    for case in text.split("== ")[1:]:
        title, _, rest = case.partition("\n")
        body = [line for line in rest.split("\n") if not line.startswith("-- ")]
        source = "\n".join(body).rstrip("\n") + "\n"
        out.append(f"== {title}\n{source}{expectation(source)}\n")
    open(path, "w", encoding="utf-8").write("".join(out))

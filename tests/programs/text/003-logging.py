import io, logging

out = io.StringIO()
logging.basicConfig(stream=out, format="%(levelname)s:%(name)s:%(funcName)s:%(lineno)d:%(message)s", level=logging.DEBUG)
log = logging.getLogger("a.b")

def f():
    log.debug("x=%d", 3)
    log.warning("w %s", "é")
    log.error("e %r", [1])
    try:
        raise ValueError("bad")
    except ValueError:
        log.exception("failed")

f()
log.setLevel(logging.ERROR)
log.warning("hidden")
import os
print(out.getvalue().replace(os.path.dirname(os.path.abspath(__file__)), "DIR"))
print(log.isEnabledFor(logging.ERROR), logging.getLogger("a").getEffectiveLevel(), log)

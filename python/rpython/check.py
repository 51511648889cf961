"""`python3.14 python/rpython/check.py FOLDER NAME...`: dialect programs of a folder under CPython, each in a process of its own.

Prints `== NAME`, what the program prints, and `-- END`: `done`, `trap CODE`, or the traceback's last line.
"""

import os
import pathlib
import sys
import traceback

sys.path[0] = str(pathlib.Path(__file__).resolve().parent.parent.parent)

from python import rpython  # noqa: E402
from python.rpython.loader import Program  # noqa: E402

TRAPS = {
    ZeroDivisionError: "div_zero",
    IndexError: "bounds",
    AssertionError: "assert",
    NotImplementedError: "unreachable",
}


def run(folder, name):
    """How the program ended."""
    try:
        program = Program(name, [folder])
        main = program.modules[name].env["main"]
        error = rpython.lang_items.get("error", ())
        try:
            main()
        except error as e:
            text = "raised: " + program.host_str(e.text) + "\n"
            os.write(1, text.encode())
        return "done"
    except rpython.Trap as trap:
        return f"trap {trap.args[0].split(':')[0]}"
    except tuple(TRAPS) as e:
        return f"trap {TRAPS[type(e)]}"
    except Exception as e:
        traceback.print_exc()
        return f"{type(e).__name__}: {e}"


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    for name in sys.argv[2:]:
        print(f"== {name}", flush=True)
        child = os.fork()
        if child == 0:
            end = run(folder, name)
            print(f"-- {end}", flush=True)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()

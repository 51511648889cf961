"""`python3.14 python/rpython/run.py [options] prog.py ...`: a Python program on the interpreter, which runs under CPython.

Slow, but every step of it can be looked at: `python3.14 -m pdb python/rpython/run.py ...`, or `breakpoint()` in `python/`.
KAA_NO_THREAD=1 keeps it on the main thread, whose stack is smaller.
"""

import os
import pathlib
import sys
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[0] = str(ROOT)


def main():
    from python.rpython import host, lang_items
    from python.rpython.loader import Program

    host.argv[:] = sys.argv[1:]
    Program("python.main")
    status = lang_items["main"]()
    sys.stdout.flush()
    os._exit(status)


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(1 << 30)
    if os.environ.get("KAA_NO_THREAD"):
        main()
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
    os._exit(70)

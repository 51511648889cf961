"""`python3.14 python/rpython/run.py [options] prog.kaac | prog.py ...`: a Python program on the emulated interpreter."""

import os
import pathlib
import sys
import threading

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path[0] = str(ROOT)


def main():
    from python.rpython import host, lang_items
    from python.rpython.loader import Program

    host.argv[:] = [b"kaa", *map(os.fsencode, sys.argv[1:])]
    Program("python.main")
    status = lang_items["main"]()
    sys.stdout.flush()
    os._exit(status)


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(1 << 30)
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
    os._exit(70)

"""Stand-in for the part of `pyperf` that the public benchmark scripts use; everything runs in this one process.

Each benchmark prints `BENCH name cold warm`: CPU seconds of the first run and the median of the later ones.
KAA_BENCH_SECONDS is the time for a benchmark's warm runs, KAA_BENCH_RUNS their least number.
"""

import os
import sys
import time

perf_counter = time.process_time

_SECONDS = float(os.environ.get("KAA_BENCH_SECONDS", "5"))
_RUNS = int(os.environ.get("KAA_BENCH_RUNS", "5"))


class _Options:
    """Parsed options; those of pyperf itself that a script asks about are None."""

    def __init__(self, values):
        self.__dict__.update(values)

    def __getattr__(self, name):
        return None


class _Arguments:
    """The calls of argparse that the scripts make, on defaults unless the command line says otherwise."""

    def __init__(self):
        self._defaults = {}
        self._flags = {}
        self._positional = []

    def add_argument(self, *names, default=None, type=None, action=None, nargs=None, **_ignored):
        name = _ignored.get("dest") or names[-1].lstrip("-").replace("-", "_")
        if action == "store_true":
            default = False
        self._defaults[name] = default
        if names[0].startswith("-"):
            for each in names:
                self._flags[each] = (name, action, type)
        else:
            self._positional.append((name, type))

    def add_argument_group(self, *_args, **_ignored):
        return self

    def set_defaults(self, **values):
        self._defaults.update(values)

    def parse(self, words):
        values = dict(self._defaults)
        positional = iter(self._positional)
        words = iter(words)
        for word in words:
            if word in self._flags:
                name, action, convert = self._flags[word]
                if action == "store_true":
                    values[name] = True
                    continue
                word = next(words)
            else:
                name, convert = next(positional)
            values[name] = convert(word) if convert else word
        return _Options(values)


def python_implementation():
    return sys.implementation.name


def python_has_jit():
    return False


class Runner:
    def __init__(self, *_args, **_ignored):
        self.metadata = {}
        self.argparser = _Arguments()
        self.args = None

    def parse_args(self, argv=None):
        if self.args is None:
            self.args = self.argparser.parse(sys.argv[1:] if argv is None else argv)
        return self.args

    def _measure(self, name, run, inner_loops):
        """`run(loops)` answers the CPU seconds of that many loops."""
        cold = run(1)
        loops = 1
        end = perf_counter() + _SECONDS / 2
        # Half of the time is for compilers that warm up; a run is long enough for the host's clock.
        while _SECONDS > 0:
            taken = run(loops) * (inner_loops or 1)
            if taken < 0.1 and loops < 1 << 20:
                loops *= 2
            elif perf_counter() > end:
                break
        end = perf_counter() + _SECONDS / 2
        times = []
        while len(times) < _RUNS or perf_counter() < end:
            times.append(run(loops) / loops)
        times.sort()
        print("BENCH", name.replace(" ", "_"), "%.6e" % cold, "%.6e" % times[len(times) // 2])
        sys.stdout.flush()

    def bench_func(self, name, func, *args, inner_loops=1, **_ignored):
        def run(loops):
            start = perf_counter()
            for _ in range(loops):
                func(*args)
            return (perf_counter() - start) / (inner_loops or 1)

        self.parse_args()
        self._measure(name, run, inner_loops)

    def bench_time_func(self, name, func, *args, inner_loops=1, **_ignored):
        self.parse_args()
        self._measure(name, lambda loops: func(loops, *args) / (inner_loops or 1), inner_loops)

import signal

print(signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM), signal.strsignal(9), repr(signal.Signals(2)))
print(signal.SIGINT in signal.valid_signals(), signal.NSIG)
try:
    signal.raise_signal(signal.SIGINT)
except KeyboardInterrupt:
    print("interrupt")
seen = []
former = signal.signal(signal.SIGINT, lambda number, frame: seen.append(number))
signal.raise_signal(signal.SIGINT)
print(seen, former is signal.default_int_handler)
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.raise_signal(signal.SIGINT)
for args in ((99, former), (2, 5)):
    try:
        signal.signal(*args)
    except Exception as e:
        print(type(e).__name__, e)

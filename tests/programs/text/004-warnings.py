import sys, warnings

sys.stderr = sys.stdout
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("one")
    warnings.warn("two", DeprecationWarning)
    open(True, "w", closefd=False)
    print([(str(w.message), w.category.__name__, w.lineno) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("three", RuntimeWarning)
    except RuntimeWarning as e:
        print("raised", e)
for i in range(2):
    warnings.warn_explicit("explicit", UserWarning, "nowhere.py", 7)
warnings.filterwarnings("ignore", message="l.*")
warnings.warn_explicit("later", UserWarning, "nowhere.py", 8)
warnings.showwarning = lambda message, category, filename, lineno, file=None, line=None: print(category.__name__, message, lineno)
for i in range(2):
    warnings.warn("shown")
for args in ((1, 2), ("x", int)):
    try:
        warnings.warn(*args)
    except TypeError as e:
        print(e)

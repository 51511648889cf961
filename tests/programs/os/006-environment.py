import os

os.environ["KAA_TEST"] = "é"
print(os.getenv("KAA_TEST"), os.environb[b"KAA_TEST"], "KAA_TEST" in os.environ)
del os.environ["KAA_TEST"]
print(os.getenv("KAA_TEST"), os.getenv("KAA_TEST", 3))
try:
    os.environ["KAA_TEST"]
except KeyError as e:
    print(e)
for name, value in (("a=b", "c"), ("a", "b\0")):
    try:
        os.putenv(name, value)
    except ValueError as e:
        print(e)

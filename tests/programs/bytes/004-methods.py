b = b"a,b,c"
print(b.split(b","), b.rsplit(b",", 1), b.replace(b",", b"--"), b.find(b"b"), b.find(44), b.count(b","), b.partition(b","), b.upper(), b"  x ".strip(), b"-".join([b"1", b"2"]), b"ab".center(6, b"*"), b"7".zfill(3), b"a b".title(), b"A".isupper())

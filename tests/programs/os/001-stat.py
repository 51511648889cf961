import os, stat

s = os.stat("/")
print(stat.S_ISDIR(s.st_mode), s[0] == s.st_mode, len(s), s.st_mtime_ns // 10**9 == s[8])
print(os.stat_result(range(10)))
print(os.stat_result.n_fields, os.stat_result.n_sequence_fields, os.stat_result.n_unnamed_fields)

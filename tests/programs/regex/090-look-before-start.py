import re

print(re.compile("^a").match("ba", 1), re.compile("^a", re.M).match("ba", 1), re.compile(r"\Aa").match("ba", 1))
print(re.compile(r"\bb").match("ab", 1), re.compile(r"\Bb").match("ab", 1))
print(re.compile("(?<=a)b").match("ab", 1), re.compile("(?<!a)b").match("ab", 1))
print(re.compile("^a", re.M).search("b\na", 2), re.compile("a$").match("ab", 0, 1), re.compile("a(?=b)").match("ab", 0, 1))

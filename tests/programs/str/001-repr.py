print(repr("a'b"), repr('a"b'), repr("a'\"b"), repr("\n\t\\\r\x00\x7f"), repr("é\u200b\U0001f600\ud800"))

print("é1".isidentifier(), "1a".isidentifier(), "_".isidentifier(), "a-b".isidentifier(), "ª".isidentifier(), "·a".isidentifier(), "a·".isidentifier())

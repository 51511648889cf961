print("Straße".upper(), "ΑΣ".lower(), "ΑΣΑ".lower(), "ǆ".title(), "ﬁ".upper(), "Straße".casefold(), "hELLO wORLD".swapcase(), "İ".lower())

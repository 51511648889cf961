print("hello world's they're".title(), "ABC def".capitalize(), "ǅ abc".title(), "123abc".title())

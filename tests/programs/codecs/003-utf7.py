for text in ("hello", "a+b", "é€😀~", "Hi Mom -☺-!", "+", "~\\"):
    data = text.encode("utf-7")
    print(data, data.decode("utf-7") == text)
for data in (b"+AG", b"\xff", b"+A", b"+AOk-b", b"+AOkA-"):
    try:
        print(data.decode("utf-7"))
    except UnicodeDecodeError as e:
        print(e)

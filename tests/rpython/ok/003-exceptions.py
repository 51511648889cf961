from python.rpython import lang, i32, arr

@lang("error")
class Error:
    code: int
    def __init__(self, code: int) -> None:
        self.code = code

class KeyError(Error):
    pass

class IndexError(Error):
    pass

class Log:
    n: int
    def __init__(self) -> None:
        self.n = 0
    def add(self, x: int) -> None:
        self.n = self.n * 10 + x

class Guard:
    log: Log
    def __init__(self, log: Log) -> None:
        self.log = log
    def __enter__(self) -> int:
        self.log.add(1)
        return 5
    def __exit__(self) -> None:
        self.log.add(2)

def check(x: int) -> int:
    if x == 1:
        raise KeyError(10)
    if x == 2:
        raise IndexError(20)
    if x == 3:
        raise Error(30)
    return x

def attempt(x: int, log: Log) -> int:
    r = 0
    try:
        r = check(x)
        r += 1
    except KeyError as e:
        r = e.code
    except (IndexError,) as e:
        r = e.code + 1
    else:
        r += 100
    finally:
        log.add(7)
    return r

def early(log: Log) -> int:
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                return i
            log.add(i)
        finally:
            log.add(9)
    return -1

def with_guard(log: Log, x: int) -> int:
    with Guard(log) as five:
        return check(x) + five

def reraise(x: int) -> int:
    try:
        try:
            check(x)
        except Error:
            raise
    except Error as e:
        return e.code
    return 0

@lang("main")
def main() -> i32:
    log = Log()
    assert attempt(0, log) == 101
    assert attempt(1, log) == 10
    assert attempt(2, log) == 21
    failed = False
    try:
        attempt(3, log)
    except Error as e:
        failed = e.code == 30
    assert failed
    assert log.n == 7777
    log = Log()
    assert early(log) == 3
    assert log.n == 99299
    log = Log()
    assert with_guard(log, 0) == 5
    try:
        with_guard(log, 1)
        assert False
    except KeyError:
        pass
    assert log.n == 1212
    assert reraise(2) == 20 and reraise(0) == 0
    return 0

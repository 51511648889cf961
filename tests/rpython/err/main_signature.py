# R065
from python.rpython import lang


@lang("main")
def main(x: int) -> int:  # error[R065]: `main` takes nothing and answers `i32` | main
    return x

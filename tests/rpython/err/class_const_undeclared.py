class A:
    k = 3  # error[R006]: `k` is no class constant declared above | k = 3

for i in range(3):  # error[R006]: this statement is not allowed at module level | for i in range(3):
    pass

def f(:  # error[R001]: syntax error: Expected a parameter or the end of the parameter list | :
    pass

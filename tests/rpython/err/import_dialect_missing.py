from python.rpython import list  # error[R004]: `python.rpython` has no `list` | list

import math  # error[R003]: `import x` is not in the dialect | import math

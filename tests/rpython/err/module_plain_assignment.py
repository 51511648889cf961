count = 0  # error[R006]: a module-level name must be declared `Final` | count = 0

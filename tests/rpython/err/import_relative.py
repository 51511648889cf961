from .base import X  # error[R002]: module `base` not found | base  # error[R003]: imports are absolute: `from a.b import name` | from .base import X

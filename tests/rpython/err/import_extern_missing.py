from python.externs import fs_explode  # error[R062]: `python.externs` has no `fs_explode` | fs_explode

from lib.core import nothing_here  # error[R004]: `lib.core` has no `nothing_here` | nothing_here

from lib.core import say

say("hello")  # error[R006]: this statement is not allowed at module level | say("hello")

from lib.nowhere import x  # error[R002]: module `lib.nowhere` not found | lib.nowhere

print((0).bit_length(), (255).bit_length(), (-256).bit_length(), (2**100).bit_length(), (2**70 - 1).bit_count(), (-7).bit_count())

print(hex(-(2**63)), hex(-255), bin(-5), oct(-8), hex(-(2**70)), hex(0), f"{-255:#x}")

print("  a ".strip() + "|", "xxaxx".strip("x"), "xyaxy".lstrip("yx"), "abc".rstrip("cb"), "\u3000a\x1f".strip())

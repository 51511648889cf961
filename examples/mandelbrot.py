"""The Mandelbrot set in characters."""

SHADES = " .:-=+*#%@"


def escape_time(c, limit):
    z = 0j
    for n in range(limit):
        if abs(z) > 2:
            return n
        z = z * z + c
    return limit


for row in range(24):
    line = ""
    for column in range(72):
        n = escape_time(complex(column / 24 - 2.2, row / 10 - 1.2), 60)
        line += SHADES[min(n, 59) * len(SHADES) // 60]
    print(line)

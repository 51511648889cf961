import sys

print(sys.stdout.name, sys.stdout.fileno(), sys.stdout.mode, sys.stdin.fileno(), sys.stderr.errors, sys.stdout.encoding)
sys.stdout.write("text ")
sys.stdout.flush()
sys.stdout.buffer.write(b"bytes\n")
sys.stdout.flush()
sys.stdout.reconfigure(line_buffering=True, errors="backslashreplace", encoding="ascii")
print("é", sys.stdout.line_buffering, sys.stdout.encoding)

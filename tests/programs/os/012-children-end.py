import os, subprocess

p = subprocess.Popen(["sleep", "10"])
print(p.poll())
p.terminate()
print(p.wait())
try:
    subprocess.run(["sleep", "5"], timeout=0.1)
except subprocess.TimeoutExpired as e:
    print(e)
print(os.waitstatus_to_exitcode(os.system("exit 3")), os.popen("echo x").read())
try:
    os.waitpid(-1, 0)
except ChildProcessError as e:
    print(e)

import subprocess

def attempt(*args, **kwargs):
    try:
        print(subprocess.run(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)

attempt(["echo", "hi"], capture_output=True)
attempt("echo $X; echo err >&2; exit 3", shell=True, capture_output=True, text=True, env={"X": "y"})
attempt(["no such program"])
attempt(["ls"], cwd="/no such folder")
attempt(["/etc/passwd"])
attempt(["false"], check=True)
attempt(["sh", "-c", "echo a; echo b >&2"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
attempt(["sh", "-c", "echo a; echo b >&2"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
attempt(["pwd"], cwd="/", stdout=subprocess.PIPE)
p = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
print(p.communicate("line\n"), p.returncode)
print(len(subprocess.check_output(["cat"], input=b"abc" * 50000)))

import os

for status in (0, 256, 9, 0x137F, 0x8B):
    print(status, os.WIFEXITED(status), os.WEXITSTATUS(status), os.WIFSIGNALED(status), os.WTERMSIG(status), os.WIFSTOPPED(status))
    try:
        print(os.waitstatus_to_exitcode(status))
    except ValueError as e:
        print(e)

try:
    from sys import nothing_here
except ImportError as e:
    print(e)

"""Texts of --help."""

from python.rpython import Final

USAGE_LINES: Final = """usage: kaa [option] ... [-c cmd | -m mod | file | -] [arg] ...
Try `kaa -h' for more information.
"""
USAGE: Final = """usage: kaa [option] ... [-c cmd | -m mod | file | -] [arg] ...
Options (and corresponding environment variables):
-b     : issue warnings about converting bytes/bytearray to str and comparing
         bytes/bytearray with str or bytes with int. (-bb: issue errors)
-B     : don't write .pyc files on import; also PYTHONDONTWRITEBYTECODE=x
-c cmd : program passed in as string (terminates option list)
-d     : accepted, without effect; also PYTHONDEBUG=x
-E     : ignore PYTHON* environment variables (such as PYTHONPATH)
-h     : print this help message and exit (also -? or --help)
-i     : inspect interactively after running script; forces a prompt even
         if stdin does not appear to be a terminal; also PYTHONINSPECT=x
-I     : isolate Python from the user's environment (implies -E, -P and -s)
-m mod : run library module as a script (terminates option list)
-O     : remove assert and __debug__-dependent statements; also
         PYTHONOPTIMIZE=x
-OO    : do -O changes and also discard docstrings
-P     : don't prepend a potentially unsafe path to sys.path; also
         PYTHONSAFEPATH
-q     : don't print version and copyright messages on interactive startup
-s     : don't add user site directory to sys.path; also PYTHONNOUSERSITE=x
-S     : don't imply 'import site' on initialization
-u     : force the stdout and stderr streams to be unbuffered;
         this option has no effect on stdin; also PYTHONUNBUFFERED=x
-v     : verbose (trace import statements); also PYTHONVERBOSE=x
         can be supplied multiple times to increase verbosity
-V     : print the Python version number and exit (also --version)
         when given twice, print more information about the build
-W arg : warning control; arg is action:message:category:module:lineno
         also PYTHONWARNINGS=arg
-x     : skip first line of source, allowing use of non-Unix forms of #!cmd
-X opt : set implementation-specific option
--check-hash-based-pycs always|default|never:
         accepted, without effect: no .pyc files are written
--help-env: print help about Python environment variables and exit
--help-xoptions: print help about implementation-specific -X options and exit
--help-all: print complete help information and exit

Arguments:
file   : program read from script file
-      : program read from stdin (default; interactive mode if a tty)
arg ...: arguments passed to program in sys.argv[1:]
"""
HELP_ENV: Final = """Environment variables that change behavior:
PYTHONSTARTUP   : file executed on interactive startup (no default)
PYTHONPATH      : ':'-separated list of directories prefixed to the
                  default module search path.  The result is sys.path.
PYTHONSAFEPATH  : don't prepend a potentially unsafe path to sys.path (-P)
PYTHONHASHSEED  : 'random' or an integer in the range [0; 4294967295]
PYTHONINTMAXSTRDIGITS: limit the size of int<->str conversions;
                  0 disables the limit (-X int_max_str_digits=N)
PYTHONIOENCODING: encoding[:errors] used for stdin/stdout/stderr
PYTHONDEVMODE   : enable Python Development Mode (-X dev)
PYTHONUTF8      : control the UTF-8 mode (-X utf8)
PYTHONWARNINGS  : warning control (-W)
KAA_GC_NURSERY, KAA_GC_LIMIT: sizes of the native collector's young space
                  and of the whole heap, such as 4m or 2g

These variables have equivalent command-line options (see --help for details):
PYTHONDEBUG (-d), PYTHONDONTWRITEBYTECODE (-B), PYTHONINSPECT (-i),
PYTHONNOUSERSITE (-s), PYTHONOPTIMIZE (-O), PYTHONUNBUFFERED (-u),
PYTHONVERBOSE (-v)
"""
HELP_XOPTIONS: Final = """The following implementation-specific options are available:
-X dev : enable Python Development Mode; also PYTHONDEVMODE
-X int_max_str_digits=N: limit the size of int<->str conversions;
         0 disables the limit; also PYTHONINTMAXSTRDIGITS
-X utf8[=0|1]: enable (1) or disable (0) UTF-8 mode; also PYTHONUTF8
Other options are kept in sys._xoptions and have no effect.
"""

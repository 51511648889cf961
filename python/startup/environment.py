"""The PYTHON* variables and -X options: they complete what the command line says."""

from python.rpython import arr, arr_copy, u8
from python.externs import env_all
from python.modules.sys_ import flags
from python.objects.codecs import decode_utf8
from python.objects.int_text import int_limits
from python.rlib.list import List
from python.startup.options import CommandLine


def split_zero(data: arr[u8]) -> List[str]:
    """A list as the host gives it: items that each end in NUL."""
    items = List[str]()
    start = 0
    for i in range(len(data)):
        if data[i] == 0:
            part = arr[u8](i - start)
            arr_copy(data, start, part, 0, i - start)
            items.append(decode_utf8(part, "surrogateescape"))
            start = i + 1
    return items


def environment(name: str) -> str | None:
    """A PYTHON* variable, unless the environment is to be ignored; empty counts as unset."""
    if flags.ignore_environment:
        return None
    return raw_environment(name)


def raw_environment(name: str) -> str | None:
    prefix = name + "="
    items = split_zero(env_all())
    for i in range(len(items)):
        if items[i].startswith(prefix) and len(items[i]) > len(prefix):
            return items[i].slice(len(prefix), len(items[i]))
    return None


def read_environment(line: CommandLine) -> str | None:
    """Completes the flags; answers the fatal error, if a setting is nonsense."""
    flags.debug = max(flags.debug, level("PYTHONDEBUG"))
    flags.verbose = max(flags.verbose, level("PYTHONVERBOSE"))
    flags.optimize = max(flags.optimize, level("PYTHONOPTIMIZE"))
    flags.inspect = max(flags.inspect, level("PYTHONINSPECT"))
    if level("PYTHONDONTWRITEBYTECODE") > 0:
        flags.dont_write_bytecode = True
    if level("PYTHONNOUSERSITE") > 0:
        flags.no_user_site = True
    if level("PYTHONUNBUFFERED") > 0:
        flags.unbuffered = True
    if environment("PYTHONSAFEPATH") is not None:
        flags.safe_path = True
    if environment("PYTHONDEVMODE") is not None or has_x_option(line, "dev"):
        flags.dev_mode = True
    problem = read_hash_seed()
    if problem is None:
        problem = read_digits_limit(line)
    if problem is None:
        problem = read_utf8_mode(line)
    read_warnings(line)
    return problem


def level(name: str) -> int:
    """As for -O: a number, or 1 for any other text; 0: not set."""
    text = environment(name)
    if text is None:
        return 0
    number = number_of(text)
    return 1 if number < 0 else number


def number_of(text: str) -> int:
    """A decimal number of at most nine digits, -1 for anything else."""
    if len(text) == 0 or len(text) > 10:
        return -1
    number = 0
    for i in range(len(text)):
        digit = text.char_at(i) - ord("0")
        if digit < 0 or digit > 9:
            return -1
        number = number * 10 + digit
    return number


def has_x_option(line: CommandLine, name: str) -> bool:
    for i in range(len(line.x_options)):
        if line.x_options[i] == name or line.x_options[i].startswith(name + "="):
            return True
    return False


def x_option(line: CommandLine, name: str) -> str | None:
    """Value of `-X name=value`; the last one counts."""
    prefix = name + "="
    i = len(line.x_options) - 1
    while i >= 0:
        if line.x_options[i].startswith(prefix):
            return line.x_options[i].slice(len(prefix), len(line.x_options[i]))
        i -= 1
    return None


def read_hash_seed() -> str | None:
    text = environment("PYTHONHASHSEED")
    if text is None or text == "random":
        return None
    seed = number_of(text)
    if seed < 0 or seed > 4294967295:
        return 'config_init_hash_seed: PYTHONHASHSEED must be "random" or an integer in range [0; 4294967295]'
    if seed == 0:
        flags.hash_randomization = 0
    return None


def read_digits_limit(line: CommandLine) -> str | None:
    limit = -1
    text = environment("PYTHONINTMAXSTRDIGITS")
    if text is not None:
        limit = number_of(text)
        if limit < 0 or 0 < limit < 640:
            return "config_init_int_max_str_digits: PYTHONINTMAXSTRDIGITS: invalid limit; must be >= 640 or 0 for unlimited."
    option = x_option(line, "int_max_str_digits")
    if option is not None:
        limit = number_of(option)
    if has_x_option(line, "int_max_str_digits") and (option is None or limit < 0 or 0 < limit < 640):
        return "config_init_int_max_str_digits: -X int_max_str_digits: invalid limit; must be >= 640 or 0 for unlimited."
    if limit >= 0:
        int_limits.max_str_digits = limit
    return None


def read_utf8_mode(line: CommandLine) -> str | None:
    if has_x_option(line, "utf8"):
        option = x_option(line, "utf8")
        if option is None or option == "1":
            flags.utf8_mode = 1
        elif option == "0":
            flags.utf8_mode = 0
        else:
            return "preconfig_init_utf8_mode: invalid -X utf8 option value"
        return None
    text = environment("PYTHONUTF8")
    if text is not None:
        if text == "1" or text == "0":
            flags.utf8_mode = number_of(text)
        else:
            return "preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value"
    return None


def read_warnings(line: CommandLine) -> None:
    """`sys.warnoptions`: later ones count more."""
    options = List[str]()
    if flags.dev_mode:
        options.append("default")
    text = environment("PYTHONWARNINGS")
    if text is not None:
        begin = 0
        for i in range(len(text) + 1):
            if i == len(text) or text.char_at(i) == ord(","):
                options.append(text.slice(begin, i))
                begin = i + 1
    for i in range(len(line.warn_options)):
        options.append(line.warn_options[i])
    if flags.bytes_warning > 1:
        options.append("error::BytesWarning")
    elif flags.bytes_warning == 1:
        options.append("default::BytesWarning")
    line.warn_options = options


def stdio_encoding() -> tuple[str, str]:
    """Encoding and error handler of stdin and stdout: PYTHONIOENCODING is `encoding:errors`, either part may be missing."""
    encoding = "utf-8"
    errors = "surrogateescape" if has_plain_locale() else "strict"
    given = environment("PYTHONIOENCODING")
    if given is not None:
        colon = given.find(":")
        if colon < 0:
            return given, "strict"
        if colon > 0:
            encoding = given.slice(0, colon)
            errors = "strict"
        if colon + 1 < len(given):
            errors = given.slice(colon + 1, len(given))
    return encoding, errors


def has_plain_locale() -> bool:
    """Whether the locale says nothing of the text's encoding, so that bytes which are none may pass through."""
    for name in ["LC_ALL", "LC_CTYPE", "LANG"]:
        value = raw_environment(name)
        if value is not None:
            return value in ("C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8")
    return True

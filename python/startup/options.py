"""The command line: options, and what is to be run with which arguments."""

from python.modules.sys_ import flags
from python.rlib.list import List
from python.startup.usage import USAGE_LINES


class CommandLine:
    """What is to be run, and with which arguments."""

    words: List[str]
    at: int = 0
    command: str | None = None
    module: str | None = None
    script: str | None = None
    skip_first_line: bool = False
    show_version: int = 0
    show_help: str | None = None
    wrong: str | None = None
    warn_options: List[str]
    x_options: List[str]

    def __init__(self, words: List[str]) -> None:
        self.words = words
        self.warn_options = List[str]()
        self.x_options = List[str]()

    def parse(self) -> None:
        while self.at < len(self.words) and self.wrong is None:
            word = self.words[self.at]
            if word == "-" or not word.startswith("-"):
                self.script = word
                return
            self.at += 1
            if word == "--":
                if self.at < len(self.words):
                    self.script = self.words[self.at]
                return
            if word.startswith("--"):
                self.long_option(word)
            elif self.letters(word):
                return

    def long_option(self, word: str) -> None:
        match word:
            case "--version":
                self.show_version += 1
            case "--help":
                self.show_help = "help"
            case "--help-env":
                self.show_help = "env"
            case "--help-xoptions":
                self.show_help = "xoptions"
            case "--help-all":
                self.show_help = "all"
            case "--check-hash-based-pycs":
                self.pyc_option()
            case _:
                self.wrong = f"Unknown option: {word}\n{USAGE_LINES}"

    def pyc_option(self) -> None:
        """Nothing is compiled to files here, but the argument must be one that python knows."""
        if self.at == len(self.words):
            self.wrong = f"Argument expected for the --check-hash-based-pycs option\n{USAGE_LINES}"
            return
        value = self.words[self.at]
        self.at += 1
        if value not in ("always", "never", "default"):
            self.wrong = (
                "--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n" + USAGE_LINES
            )

    def letters(self, word: str) -> bool:
        """A row of one-letter options; True: it named what is to run."""
        i = 1
        while i < len(word) and self.wrong is None:
            letter = word.slice(i, i + 1)
            i += 1
            rest = word.slice(i, len(word))
            if letter in ("c", "m", "W", "X"):
                value = rest
                if len(rest) == 0:
                    if self.at == len(self.words):
                        self.wrong = f"Argument expected for the -{letter} option\n{USAGE_LINES}"
                        return True
                    value = self.words[self.at]
                    self.at += 1
                return self.with_value(letter, value)
            self.flag(letter)
        return False

    def with_value(self, letter: str, value: str) -> bool:
        if letter == "c":
            self.command = value
            self.at -= 1
            return True
        if letter == "m":
            self.module = value
            self.at -= 1
            return True
        if letter == "W":
            self.warn_options.append(value)
        else:
            self.x_options.append(value)
        return False

    def flag(self, letter: str) -> None:
        match letter:
            case "b":
                flags.bytes_warning += 1
            case "B":
                flags.dont_write_bytecode = True
            case "d":
                flags.debug += 1
            case "E":
                flags.ignore_environment = True
            case "i":
                flags.inspect = 1
                flags.interactive = True
            case "I":
                flags.isolated = True
                flags.ignore_environment = True
                flags.no_user_site = True
                flags.safe_path = True
            case "O":
                flags.optimize += 1
            case "P":
                flags.safe_path = True
            case "q":
                flags.quiet = True
            case "s":
                flags.no_user_site = True
            case "S":
                flags.no_site = True
            case "u":
                flags.unbuffered = True
            case "v":
                flags.verbose += 1
            case "x":
                self.skip_first_line = True
            case "R" | "t":
                pass
            case "V":
                self.show_version += 1
            case "h" | "?":
                self.show_help = "help"
            case _:
                self.wrong = f"Unknown option: -{letter}\n{USAGE_LINES}"

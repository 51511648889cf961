from python.rpython import Final
from lib.constants import journal

in_a: Final = journal.note("a")

from python.rpython import Final
from lib.constants import journal
from lib.order_a import in_a

in_b: Final = journal.note("b") + in_a * 0

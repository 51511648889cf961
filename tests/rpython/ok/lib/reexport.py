from lib.constants import LIMIT

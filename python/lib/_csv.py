"""CSV parsing and writing."""

__version__ = "1.0"

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE, QUOTE_STRINGS, QUOTE_NOTNULL = range(6)

_dialects = {}
_field_limit = 128 * 1024
_MISSING = object()


class Error(Exception):
    pass


Error.__module__ = "_csv"


def _character(name, value, optional):
    if value is None and optional:
        return None
    kind = type(value).__name__
    if not isinstance(value, str):
        wanted = "a unicode character or None" if optional else "a unicode character"
        raise TypeError(f'"{name}" must be {wanted}, not {kind}')
    if len(value) != 1:
        wanted = "a unicode character or None" if optional else "a unicode character"
        raise TypeError(f'"{name}" must be {wanted}, not a string of length {len(value)}')
    return value


class Dialect:
    """CSV dialect

    The Dialect type records CSV dialect options."""

    __slots__ = (
        "delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict",
    )

    def __new__(
        cls, dialect=None, delimiter=_MISSING, doublequote=_MISSING, escapechar=_MISSING, lineterminator=_MISSING,
        quotechar=_MISSING, quoting=_MISSING, skipinitialspace=_MISSING, strict=_MISSING,
    ):
        given = {
            "delimiter": delimiter, "doublequote": doublequote, "escapechar": escapechar, "lineterminator": lineterminator,
            "quotechar": quotechar, "quoting": quoting, "skipinitialspace": skipinitialspace, "strict": strict,
        }
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        if type(dialect) is Dialect and all(value is _MISSING for value in given.values()):
            return dialect
        self = object.__new__(cls)
        _fill(self, dialect, given)
        return self

    def __setattr__(self, name, value):
        raise AttributeError("readonly attribute")

    def __delattr__(self, name):
        raise AttributeError("readonly attribute")

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'Dialect' instances")


_DEFAULTS = {
    "delimiter": ",", "doublequote": True, "escapechar": None, "lineterminator": "\r\n", "quotechar": '"',
    "quoting": QUOTE_MINIMAL, "skipinitialspace": False, "strict": False,
}


def _fill(self, dialect, given):
    values = {}
    for name, value in given.items():
        if value is _MISSING and dialect is not None:
            value = getattr(dialect, name, _MISSING)
        values[name] = _DEFAULTS[name] if value is _MISSING else value
    no_quotechar = values["quotechar"] is None and given["quoting"] is _MISSING
    for name in ("doublequote", "skipinitialspace", "strict"):
        values[name] = bool(values[name])
    quoting = values["quoting"]
    if type(quoting) is not int:
        raise TypeError('"quoting" must be an integer, not ' + type(quoting).__name__)
    if not QUOTE_MINIMAL <= quoting <= QUOTE_NOTNULL:
        raise TypeError('bad "quoting" value')
    _character("delimiter", values["delimiter"], False)
    _character("escapechar", values["escapechar"], True)
    _character("quotechar", values["quotechar"], True)
    if no_quotechar:
        quoting = values["quoting"] = QUOTE_NONE
    if quoting != QUOTE_NONE and values["quotechar"] is None:
        raise TypeError("quotechar must be set if quoting enabled")
    end = values["lineterminator"]
    if not isinstance(end, str):
        raise TypeError(f'"lineterminator" must be a string, not {type(end).__name__}')
    _check_characters(values)
    for name, value in values.items():
        object.__setattr__(self, name, value)


def _check_characters(values):
    end = values["lineterminator"]
    seen = {}
    for name in ("delimiter", "escapechar", "quotechar"):
        c = values[name]
        if c is None:
            continue
        if c in "\r\n" or (c == " " and name != "delimiter" and values["skipinitialspace"]):
            raise ValueError(f"bad {name} value")
        if c in end:
            raise ValueError(f"bad {name} or lineterminator value")
        for other, d in seen.items():
            if c == d:
                raise ValueError(f"bad {other} or {name} value")
        seen[name] = c


def _call_dialect(dialect, options):
    for name in options:
        if name not in _DEFAULTS:
            raise TypeError(f"this function got an unexpected keyword argument '{name}'")
    return Dialect(dialect, **options)


def register_dialect(name, /, dialect=None, **fmtparams):
    """Create a mapping from a string name to a CVS dialect."""
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _call_dialect(dialect, fmtparams)


def unregister_dialect(name):
    """Delete the name/dialect mapping associated with a string name."""
    try:
        del _dialects[name]
    except (KeyError, TypeError):
        raise Error("unknown dialect") from None


def get_dialect(name):
    """Return the dialect instance associated with name."""
    try:
        return _dialects[name]
    except (KeyError, TypeError):
        raise Error("unknown dialect") from None


def list_dialects():
    """Return a list of all known dialect names."""
    return list(_dialects)


def field_size_limit(new_limit=_MISSING):
    """Sets an upper limit on parsed fields.

    Returns old limit. If limit is not given, no new limit is set and
    the old limit is returned"""
    global _field_limit
    old = _field_limit
    if new_limit is not _MISSING:
        if type(new_limit) is not int:
            raise TypeError("limit must be an integer")
        _field_limit = new_limit
    return old


_START_RECORD, _START_FIELD, _ESCAPED, _IN_FIELD, _IN_QUOTED, _ESCAPE_IN_QUOTED, _QUOTE_IN_QUOTED, _EAT_CRNL, _AFTER_CRNL = range(9)


class Reader:
    """CSV reader

    Reader objects are responsible for reading and parsing tabular data
    in CSV format."""

    def __init__(self, iterable, dialect=None, **fmtparams):
        self._lines = iter(iterable)
        self.dialect = _call_dialect(dialect, fmtparams)
        self.line_num = 0
        self._reset()

    def _reset(self):
        self._fields = []
        self._field = []
        self._state = _START_RECORD
        self._unquoted = False

    def __iter__(self):
        return self

    def __next__(self):
        self._reset()
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                if self._field or self._state == _IN_QUOTED or self._state in (_ESCAPED, _ESCAPE_IN_QUOTED):
                    if self.dialect.strict:
                        raise Error("unexpected end of data") from None
                    self._save()
                    break
                raise
            if not isinstance(line, str):
                raise Error(
                    f"iterator should return strings, not {type(line).__name__} (the file should be opened in text mode)"
                )
            self.line_num += 1
            self._feed(line)
            if self._state in (_START_RECORD, _AFTER_CRNL):
                break
        fields = self._fields
        self._reset()
        return fields

    def _save(self):
        text = "".join(self._field)
        quoting = self.dialect.quoting
        value = text
        if self._unquoted:
            if text and quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS):
                value = float(text)
            elif not text and quoting in (QUOTE_NOTNULL, QUOTE_STRINGS):
                value = None
        self._fields.append(value)
        self._field = []

    def _add(self, text):
        self._field.append(text)
        if sum(map(len, self._field[-1:])) > _field_limit or (
            len(self._field) > 1 and sum(map(len, self._field)) > _field_limit
        ):
            raise Error(f"field larger than field limit ({_field_limit})")

    def _feed(self, line):
        dialect = self.dialect
        delimiter, quote, escape = dialect.delimiter, dialect.quotechar, dialect.escapechar
        plain_end = frozenset(c for c in (delimiter, escape, "\r", "\n") if c is not None)
        at = 0
        n = len(line)
        while at < n:
            c = line[at]
            if self._state == _IN_FIELD and c not in plain_end:
                # A run of ordinary characters at once.
                end = at + 1
                while end < n and line[end] not in plain_end:
                    end += 1
                self._add(line[at:end])
                at = end
                continue
            if self._state == _IN_QUOTED and c != quote and c != escape:
                end = at + 1
                while end < n and line[end] != quote and line[end] != escape:
                    end += 1
                self._add(line[at:end])
                at = end
                continue
            self._character(c, dialect, delimiter, quote, escape)
            at += 1
        self._end_of_line()

    def _character(self, c, dialect, delimiter, quote, escape):
        state = self._state
        if state == _START_RECORD:
            if c in "\r\n":
                self._state = _EAT_CRNL
                return
            state = _START_FIELD
        if state == _START_FIELD:
            self._unquoted = True
            if c in "\r\n":
                self._save()
                self._state = _EAT_CRNL
            elif c == quote and dialect.quoting != QUOTE_NONE:
                self._unquoted = False
                self._state = _IN_QUOTED
            elif c == escape:
                self._state = _ESCAPED
            elif c == " " and dialect.skipinitialspace:
                self._state = _START_FIELD
            elif c == delimiter:
                self._save()
                self._state = _START_FIELD
            else:
                self._add(c)
                self._state = _IN_FIELD
        elif state == _ESCAPED:
            self._add(c)
            self._state = _AFTER_CRNL if c in "\r\n" else _IN_FIELD
            if self._state == _AFTER_CRNL:
                self._state = _IN_FIELD
        elif state == _IN_FIELD:
            if c in "\r\n":
                self._save()
                self._state = _EAT_CRNL
            elif c == escape:
                self._state = _ESCAPED
            elif c == delimiter:
                self._save()
                self._state = _START_FIELD
        elif state == _IN_QUOTED:
            if c == escape:
                self._state = _ESCAPE_IN_QUOTED
            elif dialect.doublequote:
                self._state = _QUOTE_IN_QUOTED
            else:
                self._state = _IN_FIELD
        elif state == _ESCAPE_IN_QUOTED:
            self._add(c)
            self._state = _IN_QUOTED
        elif state == _QUOTE_IN_QUOTED:
            self._after_quote(c, dialect, delimiter, quote)
        elif state == _EAT_CRNL:
            if c not in "\r\n":
                raise Error("new-line character seen in unquoted field - do you need to open the file with newline=''?")

    def _after_quote(self, c, dialect, delimiter, quote):
        """A quote inside quotes: doubled, or the end of the quoted part."""
        if dialect.quoting != QUOTE_NONE and c == quote:
            self._add(c)
            self._state = _IN_QUOTED
        elif c == delimiter:
            self._save()
            self._state = _START_FIELD
        elif c in "\r\n":
            self._save()
            self._state = _EAT_CRNL
        elif not dialect.strict:
            self._add(c)
            self._state = _IN_FIELD
        else:
            raise Error(f"'{dialect.delimiter}' expected after '{dialect.quotechar}'")

    def _end_of_line(self):
        state = self._state
        if state == _START_FIELD:
            self._unquoted = True
            self._save()
            self._state = _START_RECORD
        elif state in (_IN_FIELD, _QUOTE_IN_QUOTED):
            self._save()
            self._state = _START_RECORD
        elif state == _ESCAPED:
            self._add("\n")
            self._state = _IN_FIELD
        elif state == _ESCAPE_IN_QUOTED:
            self._add("\n")
            self._state = _IN_QUOTED
        elif state == _EAT_CRNL:
            self._state = _START_RECORD


Reader.__name__ = Reader.__qualname__ = "reader"


def reader(iterable, /, dialect="excel", **fmtparams):
    """Return a reader object that will process lines from the given iterable.

    The "iterable" argument can be any object that returns a line
    of input for each iteration, such as a file object or a list.  The
    optional "dialect" argument defines a CSV dialect.  The function
    also accepts optional keyword arguments which override settings
    provided by the dialect."""
    return Reader(iterable, dialect, **fmtparams)


class Writer:
    """CSV writer

    Writer objects are responsible for generating tabular data
    in CSV format from sequence input."""

    def __init__(self, fileobj, dialect=None, **fmtparams):
        write = getattr(fileobj, "write", None)
        if not callable(write):
            raise TypeError('argument 1 must have a "write" method')
        self._write = write
        self.dialect = _call_dialect(dialect, fmtparams)

    def _quoted(self, value, text):
        """Whether the field must be quoted whatever its characters are."""
        quoting = self.dialect.quoting
        if quoting == QUOTE_ALL:
            return True
        if quoting == QUOTE_NONNUMERIC:
            return not isinstance(value, (int, float)) and not hasattr(type(value), "__float__")
        if quoting == QUOTE_STRINGS:
            return isinstance(value, str)
        if quoting == QUOTE_NOTNULL:
            return value is not None
        return False

    def _field(self, text, quoted):
        dialect = self.dialect
        delimiter, quote, escape = dialect.delimiter, dialect.quotechar, dialect.escapechar
        special = {delimiter, quote, escape, "\r", "\n", *dialect.lineterminator}
        special.discard(None)
        if not special.intersection(text):
            if text and text[0] == " " and dialect.delimiter == " " and dialect.skipinitialspace:
                quoted = True
            return text, quoted
        out = []
        for c in text:
            if c in special:
                want_escape = dialect.quoting == QUOTE_NONE
                if not want_escape:
                    if c == quote:
                        want_escape = not dialect.doublequote
                        if not want_escape:
                            out.append(quote)
                    elif c == escape:
                        want_escape = True
                    if not want_escape:
                        quoted = True
                if want_escape:
                    if escape is None:
                        raise Error("need to escape, but no escapechar set")
                    out.append(escape)
            out.append(c)
        return "".join(out), quoted

    def writerow(self, row, /):
        """writerow(iterable)

        Construct and write a CSV record from an iterable of fields.  Non-string
        elements will be converted to string."""
        try:
            values = iter(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        dialect = self.dialect
        quote = dialect.quotechar
        fields = []
        n = 0
        for value in values:
            n += 1
            text = value if isinstance(value, str) else "" if value is None else str(value)
            text, quoted = self._field(text, self._quoted(value, text))
            if not text and not quoted and dialect.delimiter == " " and dialect.skipinitialspace:
                if dialect.quoting == QUOTE_NONE or (
                    value is None and dialect.quoting in (QUOTE_STRINGS, QUOTE_NOTNULL)
                ):
                    raise Error("empty field must be quoted if delimiter is a space and skipinitialspace is true")
                quoted = True
            fields.append(f"{quote}{text}{quote}" if quoted else text)
            only_none = value is None
        if n == 1 and not fields[0]:
            if dialect.quoting == QUOTE_NONE or (only_none and dialect.quoting in (QUOTE_STRINGS, QUOTE_NOTNULL)):
                raise Error("single empty field record must be quoted")
            fields[0] = quote + quote
        return self._write(dialect.delimiter.join(fields) + dialect.lineterminator)

    def writerows(self, rows, /):
        """writerows(iterable of iterables)

        Construct and write a series of iterables to a csv file.  Non-string
        elements will be converted to string."""
        for row in rows:
            self.writerow(row)


Writer.__name__ = Writer.__qualname__ = "writer"


def writer(fileobj, /, dialect="excel", **fmtparams):
    """Return a writer object that will write user data on the given file object.

    The "fileobj" argument can be any object that supports the file API.
    The optional "dialect" argument defines a CSV dialect.  The function
    also accepts optional keyword arguments which override settings
    provided by the dialect."""
    return Writer(fileobj, dialect, **fmtparams)

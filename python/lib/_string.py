"""string helper module"""


def _invalid(message):
    raise ValueError(message)


def _field(text, at):
    """(field name, format spec, conversion, place behind) of a replacement field; `at` is behind its opening brace."""
    start = at
    bracket = False
    while True:
        if at == len(text):
            _invalid("expected '}' before end of string")
        c = text[at]
        if c == "{":
            _invalid("unexpected '{' in field name")
        if c == "[":
            bracket = True
        elif c == "]":
            bracket = False
        elif c in "}:!" and not bracket:
            break
        at += 1
    name = text[start:at]
    conversion = None
    if c == "!":
        if at + 1 == len(text):
            _invalid("end of string while looking for conversion specifier")
        conversion = text[at + 1]
        at += 2
        if at == len(text):
            _invalid("unmatched '{' in format spec")
        c = text[at]
        if c not in ":}":
            _invalid("expected ':' after conversion specifier")
    if c == "}":
        return name, "", conversion, at + 1
    end = _spec_end(text, at + 1)
    return name, text[at + 1 : end], conversion, end + 1


def _spec_end(text, at):
    """The place of the brace that closes the field."""
    depth = 1
    while at < len(text):
        if text[at] == "{":
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return at
        at += 1
    _invalid("unmatched '{' in format spec")


def _check(text):
    if not isinstance(text, str):
        raise TypeError(f"expected str, got {type(text).__name__}")


def formatter_parser(text, /):
    """parse the argument as a format string"""
    _check(text)
    return _parts(text)


def _parts(text):
    literal = ""
    at = 0
    while at < len(text):
        c = text[at]
        if c != "{" and c != "}":
            start = at
            while at < len(text) and text[at] not in "{}":
                at += 1
            literal += text[start:at]
            continue
        if at + 1 < len(text) and text[at + 1] == c:
            yield literal + c, None, None, None
            literal = ""
            at += 2
            continue
        if c == "}":
            _invalid("Single '}' encountered in format string")
        if at + 1 == len(text):
            _invalid("Single '{' encountered in format string")
        name, spec, conversion, at = _field(text, at + 1)
        yield literal, name, spec, conversion
        literal = ""
    if literal:
        yield literal, None, None, None


def _index_or_name(text):
    if text.isdecimal() and text.isascii():
        return int(text)
    return text


def formatter_field_name_split(text, /):
    """split the argument as a field name"""
    _check(text)
    end = 0
    while end < len(text) and text[end] not in ".[":
        end += 1
    return _index_or_name(text[:end]), _accessors(text, end)


def _accessors(text, at):
    """(is attribute, name or index) for each `.name` and `[index]`."""
    while at < len(text):
        if text[at] == ".":
            end = at + 1
            while end < len(text) and text[end] not in ".[":
                end += 1
            name = text[at + 1 : end]
            if not name:
                _invalid("Empty attribute in format string")
            yield True, name
            at = end
        elif text[at] == "[":
            end = text.find("]", at)
            if end < 0:
                _invalid("Missing ']' in format string")
            if end == at + 1:
                _invalid("Empty attribute in format string")
            yield False, _index_or_name(text[at + 1 : end])
            at = end + 1
        else:
            _invalid("Only '.' or '[' may follow ']' in format field specifier")

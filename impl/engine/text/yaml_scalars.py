"""What a plain scalar of YAML 1.2 is, as its core schema says (YAML 1.2.2, 10.3.2)."""

import re

# A text that starts with none of these is a text, and nothing else.
HINTS = frozenset("-+.0123456789~nNtTfF")
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLEAN = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_BASES = {"0o": 8, "0x": 16}
_LONGEST_INTEGER = 308


def value_of(text: str) -> str | int | float | bool | None:
    """Give the value of a plain scalar.

    Raises:
        ValueError: it is a number that JSON cannot say; the message says why.
    """
    if text in _NULL:
        return None
    if text in _BOOLEAN:
        return _BOOLEAN[text]
    if _INTEGER.fullmatch(text):
        if len(text) > _LONGEST_INTEGER:
            raise ValueError("The number has too many digits.")
        base = _BASES.get(text[:2])
        return int(text[2:], base) if base else int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        if number - number != 0:
            raise ValueError("No double holds this number.")
        return number
    if _NOT_FINITE.fullmatch(text):
        raise ValueError("JSON has neither NaN nor Infinity.")
    return text


def as_text(text: str) -> tuple[str | None, bool]:
    """Return a plain scalar as it is written, and whether it is a text anyway.

    Only null stays what it is.
    """
    try:
        value = value_of(text)
    except ValueError:
        return text, False
    return (None, True) if value is None else (text, isinstance(value, str))

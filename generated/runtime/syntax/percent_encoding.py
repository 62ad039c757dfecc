# A copy of Countersign's scripts/codegen/runtime/syntax/percent_encoding.py.
"""Percent-encoding (RFC 3986, §2.1), read strictly."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})")


class EscapeError(ValueError):
    """A text is not well-formed percent-encoded UTF-8."""


def unescape(text: str) -> str:
    """Return a percent-encoded text decoded; a plus sign stays one.

    Raises:
        EscapeError: a percent sign is not followed by two hexadecimal digits, or the
            bytes are not UTF-8.
    """
    if text.isascii() and "%" not in text:
        return text
    if _STRAY.search(text):
        raise EscapeError("has a percent sign without two hexadecimal digits")
    try:
        # Octets that were never escaped came in as Latin-1 characters.
        return unquote_to_bytes(text.encode("latin-1")).decode()
    except UnicodeError:
        raise EscapeError("is not UTF-8") from None


def unescape_template(text: str) -> str:
    """Return the text of a path template decoded, as far as it can be."""
    try:
        return unquote_to_bytes(text).decode() if "%" in text else text
    except UnicodeError:
        return text


def unescape_form(text: str) -> str:
    """Return a text from a query decoded; a plus sign is a space (WHATWG URL, §5.1)."""
    if text.isalnum() and text.isascii():
        return text  # as most are
    return unescape(text.replace("+", " "))


def unescape_cookie(text: str) -> str:
    """Return a cookie's text decoded, or as it is if it is not percent-encoded."""
    try:
        return unescape(text)
    except EscapeError:
        return text

"""Texts of reports without what would let their readers in.

Reports are read by a whole team and for a long time, the credentials of a test run are
for nobody. What looks like one goes, even if it was none; names of variables stay.
"""

from __future__ import annotations

import re
from typing import Final

REMOVED: Final = "[removed]"
_NAME: Final = (
    r"(?P<name>(?:authorization|cookie|token|secret|passwo?r?d|api[-_]?key|credential"
    r"|signature)[\w-]{0,60})"
)
# In a header, and as a member of JSON, which may stand in a quoted text itself.
_MEMBER: Final = re.compile(
    _NAME + r"(?P<mark>\\{0,3}[\"']?\s{0,9}:\s{0,9})"
    r"(?P<value>\\{1,3}\"(?:(?!\\{1,3}\")[^\r\n])*"
    r"|\"(?:\\.|[^\"\\\r\n])*\"?"
    r"|[^'\"\r\n]+)",
    re.IGNORECASE,
)
# In a query or a form.
_PAIR: Final = re.compile(
    _NAME + r"(?P<mark>=|%3D)(?P<value>[^&\s'\"#;,]+)", re.IGNORECASE
)
_SCHEME: Final = re.compile(
    r"(?P<name>\b(?:bearer|basic|digest|negotiate))(?P<mark>\s{1,3})"
    r"(?P<value>(?=[\w.~+/=-]{0,99}[\d=])[\w.~+/=-]{6,})",
    re.IGNORECASE,
)
_OPTION: Final = re.compile(
    r"(?P<name>(?:^|(?<=\s))(?:-u|--user|-U|--proxy-user|-b|--cookie|--oauth2-bearer))"
    r"(?P<mark>\s{1,3}|=)(?P<value>'[^'\r\n]*'?|\"[^\"\r\n]*\"?|[^\s'\"]+)",
    re.MULTILINE,
)
_USER: Final = re.compile(r"(?P<name>:)(?P<mark>//)(?P<value>[^/\s'\"@]{1,300})(?=@)")
_KNOWN: Final = re.compile(r"\beyJ[\w-]{8,}(?:\.[\w-]*){0,4}|\bcsk_[\w-]{6,}")
_VARIABLE: Final = re.compile(r"\W{0,4}(?:[A-Za-z]{1,12}\s)?\$\{?\w{1,60}\}?\W{0,4}")


def without_secrets(text: str) -> str:
    """Return a text with credentials replaced."""
    for pattern in (_OPTION, _MEMBER, _PAIR, _USER, _SCHEME):
        text = pattern.sub(_replaced, text)
    return _KNOWN.sub(REMOVED, text)


def _replaced(found: re.Match[str]) -> str:
    value = found["value"]
    if _VARIABLE.fullmatch(value) or REMOVED in value:
        return found[0]
    return f"{found['name']}{found['mark']}{_quoted(value)}"


def _quoted(value: str) -> str:
    """Return what stands for a value, in quotes where that was in some."""
    quotes = re.match(r"\\{0,3}[\"']", value)
    if quotes is None:
        return REMOVED
    is_whole = len(value) > len(quotes[0]) and value.endswith(quotes[0])
    return f"{quotes[0]}{REMOVED}{quotes[0] if is_whole else ''}"

"""Answers that say "not now" or "no more" and nothing of the request itself."""

import re
from email.utils import parsedate_to_datetime

from tests.contract.exchanges import Answer

_BUSY = (429, 503)
_LIMITS = re.compile(r"quota|limit")


def is_turned_away(answer: Answer) -> bool:
    """Whether a request was refused for load, a rate or a quota."""
    return answer.status in _BUSY or bool(_LIMITS.search(answer.code))


def fault(answer: Answer) -> str:
    """Return what is wrong with how a request was turned away; empty if nothing is.

    Whoever is told to come back is told when: `Retry-After`, seconds or a date
    (RFC 9110, section 10.2.3).
    """
    when = answer.headers.get("retry-after", "")
    if answer.status not in _BUSY or when.isdecimal() or _is_date(when):
        return ""
    return (
        f"{answer.status} with Retry-After: {when}"
        if when
        else (f"{answer.status} without Retry-After")
    )


def _is_date(text: str) -> bool:
    try:
        return parsedate_to_datetime(text).tzinfo is not None
    except ValueError:
        return False

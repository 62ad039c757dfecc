"""Texts that match a pattern or a format, for messages that are made up."""

from __future__ import annotations

import re

from impl.engine.openapi.formats import FORMATS
from impl.engine.sampling.pattern_texts import plainest_match


def text(format_: str, pattern: str, shortest: int, longest: int | None) -> str:
    """Make a text that probably has a format, matches a pattern and has a length.

    Lengths are in characters; an empty format or pattern asks for nothing.
    """
    found = (FORMATS[format_].example if format_ in FORMATS else "") or "text"
    if pattern:
        matching = plainest_match(pattern)
        if not re.search(pattern, found) if matching is not None else False:
            found = matching or ""
    if len(found) < shortest:
        found += (found[-1:] or "a") * (shortest - len(found))
    return found if longest is None else found[:longest]

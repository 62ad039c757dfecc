"""Which rule of the contract an invalid request broke, of what Schemathesis says of it.

Its phases have words of their own for the same: `title: String larger than maxLength`
and ``violates `maxLength` at /properties/title``. These are one cause.
"""

from __future__ import annotations

import re

from scripts.fuzzing.findings import without_values

_KEYWORDS = (
    *("additionalProperties", "exclusiveMaximum", "exclusiveMinimum", "maxItems"),
    *("maxLength", "maxProperties", "maximum", "minItems", "minLength"),
    *("minProperties", "minimum", "multipleOf", "pattern", "propertyNames"),
    *("uniqueItems", "required", "enum", "const", "format", "type"),
)
# What is said instead of a keyword.
_PHRASES = {
    "missing": "required",
    "unexpected propert": "additionalProperties",
    "non-multiple": "multipleOf",
    "non-unique": "uniqueItems",
    "invalid syntax": "syntax",
    "duplicate": "repeated",
}
_PLACE = re.compile(r"\bin (path|query|header|cookie|body)\b")
_PARAMETER = re.compile(r"`([^`]*)`(?:,| in| at) ")
_MEMBER = re.compile(
    r"/properties/([^/\s,)]+)|\bproperty: (\S+)|(?:^|- )(?!violates)([\w.$-]+): "
)


def rule_of(component: str) -> str:
    """Return what is the same in all requests that broke a rule."""
    keyword = _keyword(component)
    if keyword is None:
        return without_values(component)
    place = _PLACE.search(component)
    where = place[1] if place else ""
    names = _MEMBER.findall(component) if where == "body" else []
    member = next(("".join(groups) for groups in reversed(names)), "")
    parameter = _PARAMETER.search(component) if where != "body" else None
    return " ".join(filter(None, (where, parameter and parameter[1], member, keyword)))


def _keyword(component: str) -> str | None:
    lowered = component.lower()
    for keyword in _KEYWORDS:
        if re.search(rf"\b{keyword.lower()}\b", lowered):
            return keyword
    return next((word for part, word in _PHRASES.items() if part in lowered), None)

"""What is wrong with a value, in words that are safe to send back."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from jsonschema_rs import ValidationErrorKind

from ..vocabulary.formats import noun_of, noun_of_pattern
from .alternatives import Alternatives, Fault, WrongTag
from .validator import SchemaValidator

LIMIT = 100
# Reasons that are looked at: those of many parts of a schema may be the same.
_LOOKED_AT = 10 * LIMIT
# Values that are named where there are many, if they are short.
_MOST_VALUES = 20
_REQUIRED = "is required"
# Words of the contract may be long; words of the sender are cut short.
_OURS, _THEIRS = 300, 100
_NAMES_MEMBERS = frozenset(
    {
        "additionalProperties",
        "propertyNames",
        "unevaluatedProperties",
        "dependentRequired",
    }
)


@dataclass(frozen=True, slots=True)
class Violation:
    """One reason to refuse a value: a JSON Pointer (RFC 6901) into it, and why.

    The detail never repeats the value itself, which may be a secret.
    """

    pointer: str
    detail: str


def pointer(path: Sequence[str | int]) -> str:
    """Return a path as a JSON Pointer, cut off after 300 characters."""
    tokens = (str(part).replace("~", "~0").replace("/", "~1") for part in path)
    return shorten("".join(f"/{token}" for token in tokens), _OURS)


def shorten(text: str, limit: int = _THEIRS) -> str:
    """Return `text` in at most `limit` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def violations(validator: SchemaValidator, value: object) -> tuple[Violation, ...]:
    """Return at most 100 reasons why `value` is not valid; there is at least one.

    No reason is given twice. Where it is clear which alternative of a union is meant,
    these are that one's reasons.
    """
    alternatives = Alternatives(validator.root)
    found: dict[Violation, None] = {}
    for error in islice(validator.iter_errors(value), _LOOKED_AT):
        found |= dict.fromkeys(_explained(error, alternatives))
        if len(found) >= LIMIT:
            break
    return tuple(islice(found, LIMIT))


def of_text(detail: str) -> str:
    """Say what is wrong with a value that was written as text, and how to write it."""
    is_type = detail.startswith("is not of type")
    hint = ": write true or false" if is_type and '"boolean"' in detail else ""
    return detail + hint


def _explained(error: Fault, alternatives: Alternatives) -> Iterator[Violation]:
    try:
        picked = alternatives.picked(error)
    except WrongTag as wrong:
        detail = _none_of(wrong.allowed) if wrong.allowed else _REQUIRED
        yield Violation(pointer([*error.instance_path, wrong.name]), detail)
        return
    for each in picked:
        yield from _explained(each, alternatives)
    if not picked:
        yield _violation(error)


def _violation(error: Fault) -> Violation:
    path, keyword = error.instance_path, error.kind.name
    match error.kind:
        case ValidationErrorKind.Required(property=name):
            return Violation(pointer([*path, str(name).strip('"')]), _REQUIRED)
        case ValidationErrorKind.FalseSchema():
            # Of a member that may not be there this is said of the whole.
            where = error.schema_path[-2:]
            member = where[1:] if where[:1] == ["dependentSchemas"] else []
            return Violation(pointer([*path, *member]), "is not allowed here")
        case ValidationErrorKind.Format(format=name):
            return Violation(pointer(path), f"is not {noun_of(name)}")
        case (
            ValidationErrorKind.Not(schema={"type": "string", "pattern": str(asked)})
            | ValidationErrorKind.Pattern(pattern=asked)
        ) if noun := noun_of_pattern(asked):
            return Violation(pointer(path), f"is not {noun}")
        case ValidationErrorKind.Enum(options=list(options)):
            return Violation(pointer(path), _none_of(options))
    detail = error.message.removeprefix("value ")
    limit = _THEIRS if keyword in _NAMES_MEMBERS else _OURS
    return Violation(pointer(path), shorten(detail, limit))


def _none_of(values: Sequence[object]) -> str:
    """Say what a value has to be one of: of many, the first."""
    texts: list[str] = []
    for value in values[:_MOST_VALUES]:
        texts.append(shorten(json.dumps(value, ensure_ascii=False)))
        if sum(map(len, texts)) > _OURS:
            break
    more = len(values) - len(texts)
    rest = f" or {more} others" if more else ""
    return f"is not one of {', '.join(texts)}{rest}"

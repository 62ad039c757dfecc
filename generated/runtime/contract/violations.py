# A copy of Countersign's scripts/codegen/runtime/contract/violations.py.
"""What is wrong with a value, in words that are safe to send back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

import jsonschema_rs

from ..vocabulary.formats import noun_of

LIMIT = 100
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


def violations(
    validator: jsonschema_rs.Validator, value: object
) -> tuple[Violation, ...]:
    """Return at most 100 reasons why `value` is not valid; there is at least one."""
    return tuple(map(_violation, islice(validator.iter_errors(value), LIMIT)))


def _violation(error: jsonschema_rs.ValidationError) -> Violation:
    path, keyword = error.instance_path, error.kind.name
    match error.kind:
        case jsonschema_rs.ValidationErrorKind.Required(property=name):
            return Violation(pointer([*path, str(name).strip('"')]), "is required")
        case jsonschema_rs.ValidationErrorKind.FalseSchema():
            return Violation(pointer(path), "is not allowed here")
        case jsonschema_rs.ValidationErrorKind.Format(format=name):
            return Violation(pointer(path), f"is not {noun_of(name)}")
    detail = error.message.removeprefix("value ")
    limit = _THEIRS if keyword in _NAMES_MEMBERS else _OURS
    return Violation(pointer(path), shorten(detail, limit))

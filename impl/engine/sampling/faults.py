"""What a validator says is wrong with a value, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from impl.engine.openapi.pointers import join

_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class InstanceFault:
    """One thing wrong with a value.

    Attributes:
        pointer: where in the value.
        keyword: the keyword of the schema that refuses it.
        message: what is wrong, in English.
    """

    pointer: str
    keyword: str
    message: str


def faults_of(validator: Any, value: Any) -> list[InstanceFault]:
    """List what a compiled validator refuses; at most a hundred things."""
    if validator.is_valid(value):
        return []
    found = []
    for error in validator.iter_errors(value):
        found.append(
            InstanceFault(join(*error.instance_path), error.kind.name, error.message)
        )
        if len(found) == _MOST:
            break
    return found

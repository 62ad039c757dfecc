"""A contract as Schemathesis can take it: no place is another one, too.

What a YAML alias names is one object for whoever reads it, and Schemathesis adds the
links that it infers to the objects it read: those of one answer would be those of all
that share its `links`, and some would name parameters that the others do not have.
"""

from typing import Any


def separate(contract: dict[str, Any]) -> None:
    """Give each place below `paths` an object of its own."""
    if "paths" in contract:
        contract["paths"] = _copied(contract["paths"])


def _copied(value: object) -> object:
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_copied(each) for each in value]
    return value

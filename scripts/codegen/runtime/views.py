"""Views: the typed shapes of valid values."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

_EXACT = 2**53


class View(BaseModel):
    """Base of all classes made from schemas.

    Members that the contract does not name are kept, the gate having let them through.
    A class is built when it is first used, so that importing a thousand costs little.
    """

    model_config = ConfigDict(extra="allow", validate_by_name=True, defer_build=True)


def view(adapter: TypeAdapter[Any], value: object) -> Any:
    """Return the typed view of a value that the gate has let through.

    Members are found by their wire names alone: implementers may use the Python names
    of fields, but a member of a document that happens to be called like one is another.
    """
    try:
        return adapter.validate_python(value, by_alias=True, by_name=False)
    except ValidationError:
        # Beyond 2^63 Pydantic takes no float for an integer, though 1e300 is one.
        whole = _with_integers(value)
        return adapter.validate_python(whole, by_alias=True, by_name=False)


def _with_integers(value: object) -> object:
    if isinstance(value, float) and abs(value) >= _EXACT and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: _with_integers(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_with_integers(item) for item in value]
    return value

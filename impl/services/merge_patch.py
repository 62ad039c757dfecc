"""Merge patches (RFC 7396): an absent member is not a null one."""

from enum import Enum
from typing import Final, Literal, TypeVar

T = TypeVar("T")


class _Marker(Enum):
    UNCHANGED = "unchanged"


UNCHANGED: Final = _Marker.UNCHANGED
Unchanged = Literal[_Marker.UNCHANGED]


def changed(old: T, new: T | Unchanged) -> T:
    """Return the new value unless there is none."""
    return old if new is UNCHANGED else new

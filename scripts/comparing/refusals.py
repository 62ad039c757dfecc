"""Why there is no comparison, other than faults of a contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Unusable(Exception):
    """What was asked for can't be read; the message says why."""


class FaultySettings(Exception):
    """A file of settings can't be gone by.

    Attributes:
        faults: each with its place, what is wrong and how to mend it.
    """

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)

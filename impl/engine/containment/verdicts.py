"""The three answers to the question whether one schema contains another."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Proved:
    """Every instance of the one schema is an instance of the other."""


@dataclass(frozen=True, slots=True)
class Refuted:
    """There is an instance of the one schema that the other rejects.

    Attributes:
        witness: such an instance, as a JSON value. A validator has accepted it on the
            one side and rejected it on the other.
    """

    witness: Any


@dataclass(frozen=True, slots=True)
class Undecided:
    """Neither a proof nor a witness was found within the budget.

    Attributes:
        attempts: instances that were tried as witnesses.
        seed: the seed they were drawn with; the same seed repeats the search.
        reason: what kept the proof from being finished, in a few words.
    """

    attempts: int
    seed: int
    reason: str = ""


Decision = Proved | Refuted | Undecided

"""What the prover finds out about a set of formulas."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Satisfied:
    """There is an instance: this one."""

    value: Any


class Empty:
    """There is no instance."""


class Unknown:
    """There may be an instance."""


EMPTY = Empty()
UNKNOWN = Unknown()

Satisfiability = Satisfied | Empty | Unknown

"""Measured values beside what they may be, each with its reason."""

import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Verdict:
    """One measured value and the most that it may be.

    Attributes:
        measured: None if there was nothing to measure, which is a miss: a run that
            shows nothing must not pass.
    """

    name: str
    measured: float | None
    limit: float
    unit: str
    reason: str

    @property
    def held(self) -> bool:
        """Whether the value is there and within its limit."""
        return (
            self.measured is not None
            and not math.isnan(self.measured)
            and self.measured <= self.limit
        )

    def as_json(self) -> dict[str, Any]:
        """Return everything, for machines."""
        return {**asdict(self), "held": self.held}


def table(verdicts: Iterable[Verdict]) -> str:
    """Return a line for each verdict, and the reason below each that is missed."""
    lines = [f"  {'':<6}{'target':<48}{'measured':>12}{'at most':>12}"]
    for one in verdicts:
        shown = "nothing" if one.measured is None else _number(one.measured, one.unit)
        word = "held" if one.held else "MISSED"
        limit = _number(one.limit, one.unit)
        lines.append(f"  {word:<6} {one.name:<47}{shown:>12}{limit:>12}")
        if not one.held:
            lines.append(f"         {one.reason}")
    return "\n".join(lines)


def _number(value: float, unit: str) -> str:
    digits = 0 if float(value).is_integer() else 2
    return f"{value:,.{digits}f} {unit}".rstrip()


def percentile(values: Iterable[float], share: float) -> float | None:
    """Return the value that `share` of the values do not exceed, None of none."""
    ordered = sorted(values)
    if not ordered:
        return None
    return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * share) - 1)]

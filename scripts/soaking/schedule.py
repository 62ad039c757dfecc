"""When which fault happens: at random, and the same for the same seed."""

import random
from dataclasses import dataclass

KINDS = ("worker", "backend", "terminate", "postgres", "freeze", "restart")
_FIRST, _SHORTEST, _LONGEST = 10.0, 10.0, 20.0
# Whatever happened last has to be over before the audit.
_LAST = 15.0


@dataclass(frozen=True)
class InjectedFault:
    """What happens, so many seconds after the start."""

    at: float
    kind: str


def schedule(seed: int, seconds: float) -> list[InjectedFault]:
    """Return the faults of a run; each kind once before any comes again."""
    chance = random.Random(seed)  # noqa: S311 - has to be the same again
    faults: list[InjectedFault] = []
    left: list[str] = []
    at = _FIRST
    while at < seconds - _LAST:
        if not left:
            left = list(KINDS)
            chance.shuffle(left)
        faults.append(InjectedFault(at, left.pop()))
        at += chance.uniform(_SHORTEST, _LONGEST)
    return faults

"""What a version promises about another one (Semantic Versioning 2.0.0).

Below 1.0.0 that standard promises nothing (§4). People and their tools go by the first
part that is not zero all the same, as Cargo and npm do: 0.4.1 is taken for compatible
with 0.4.0, and 0.5.0 is not. So here a part counts as the one that it stands in for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

_LABEL: Final = r"(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)"
_FORM: Final = re.compile(
    r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)"
    rf"(?:-({_LABEL}(?:\.{_LABEL})*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?",
    re.ASCII,
)
# Python refuses to read much longer numbers (and nobody counts so far).
_LONGEST: Final = 256
Semver = Literal["major", "minor", "patch"]
_RAISES: Final[tuple[Semver, ...]] = ("major", "minor", "patch")


@dataclass(frozen=True, slots=True)
class SemanticVersion:
    """A version; two that differ in build metadata alone are the same (§10).

    Attributes:
        numbers: major, minor and patch.
        labels: what a pre-release has after the hyphen.
    """

    numbers: tuple[int, int, int]
    labels: tuple[str, ...] = ()

    @property
    def is_prerelease(self) -> bool:
        """Whether it says that it may not keep what its numbers promise (§9)."""
        return bool(self.labels)

    @property
    def precedence(self) -> tuple[object, ...]:
        """What versions are ordered by (§11)."""
        ranks = tuple(
            (0, int(label), "") if label.isdigit() else (1, 0, label)
            for label in self.labels
        )
        return (self.numbers, not self.labels, ranks)

    @property
    def next_major(self) -> SemanticVersion:
        """The lowest release that promises nothing about this one."""
        return self._raised_at(_place_of_major(self))

    @property
    def next_minor(self) -> SemanticVersion:
        """The lowest release that may have more than this one."""
        return self._raised_at(min(_place_of_major(self) + 1, 2))

    def _raised_at(self, place: int) -> SemanticVersion:
        parts = [*self.numbers[:place], self.numbers[place] + 1, 0, 0, 0]
        return SemanticVersion((parts[0], parts[1], parts[2]))

    def __str__(self) -> str:
        """Write it as people do."""
        numbers = ".".join(map(str, self.numbers))
        return "-".join([numbers, *([".".join(self.labels)] if self.labels else [])])


def parse(text: str) -> SemanticVersion | None:
    """Read a version, None if it is no semantic one."""
    found = _FORM.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    major, minor, patch, labels = found.groups()
    return SemanticVersion(
        (int(major), int(minor), int(patch)),
        tuple(labels.split(".")) if labels else (),
    )


def raised(base: SemanticVersion, revision: SemanticVersion) -> Semver | None:
    """Say which part of a version was raised, None if none was.

    It is the major one wherever nobody may rely on the two being compatible: where one
    is a pre-release as well.
    """
    if base.is_prerelease and base.precedence <= revision.precedence:
        return "major"
    if revision.precedence <= base.precedence:
        return None
    if revision.is_prerelease:
        return "major"
    pairs = zip(base.numbers, revision.numbers, strict=True)
    place = next(place for place, (old, new) in enumerate(pairs) if old != new)
    return _RAISES[max(0, place - _place_of_major(base))]


def is_enough(rise: Semver | None, needed: Semver) -> bool:
    """Tell whether a version rose by enough; without a change worth one, it may stay.

    Args:
        rise: what was raised.
        needed: what the changes ask for, `patch` if nobody can notice any.
    """
    if needed == "patch":
        return True
    return rise is not None and _RAISES.index(rise) <= _RAISES.index(needed)


def _place_of_major(version: SemanticVersion) -> int:
    return next((place for place, part in enumerate(version.numbers) if part), 2)

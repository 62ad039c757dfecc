"""A hard pair: an edit of the shop's contract, and what each profile has to say.

A pair names the kinds of fact that must be found; profiles that are not named have to
agree with tolerant-reader. `B` breaking, `C` compatible.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.unit.engine.comparison.shop import POST, Edits, S

B, C = "breaking", "compatible"
EVENT = f"{S}/Event/properties"
CALLBACK = f"{POST}/callbacks/onChange/{{$request.body#~1url}}/post"


@dataclass(frozen=True)
class Pair:
    name: str
    edits: Edits
    kinds: set[str]
    tolerant: str
    others: dict[str, str] = field(default_factory=dict)


def pair(name: str, edits: Edits, kinds: str, tolerant: str, **others: Any) -> Pair:
    profiles = {key.replace("_", "-"): value for key, value in others.items()}
    return Pair(name, edits, set(kinds.split()), tolerant, profiles)


STRICT: dict[str, Any] = {"strict_reader": B}
EXACT: dict[str, Any] = {"strict_reader": B, "as_declared": B}

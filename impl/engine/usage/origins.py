"""Where parts of a rewritten contract come from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.preparation import as_written

if TYPE_CHECKING:
    from impl.engine.diagnostics.diagnostic import Position
    from impl.engine.text.contracts import TracedContract


@dataclass
class Origins:
    """Pointers into a rewritten contract, and what they were before.

    What stands below a place comes from below its origin, unless it has its own.
    """

    _places: dict[str, str] = field(default_factory=dict)

    def note(self, here: str, there: str) -> None:
        """Note that what stands here stood there."""
        self._places[here] = there

    def copy(self) -> Origins:
        """Return the same, to be added to alone."""
        return Origins(dict(self._places))

    def of(self, pointer: str) -> str:
        """Return where what a pointer names stood before."""
        here, rest = pointer, ""
        while here:
            if here in self._places:
                return self._places[here] + rest
            here, _, token = here.rpartition("/")
            rest = f"/{token}{rest}"
        return pointer


@dataclass(frozen=True)
class RestrictedContract:
    """A contract of which only some is used.

    Attributes:
        content: the plain values of what is used.
        whole: the contract.
        origins: where its parts come from.
    """

    content: Any
    whole: TracedContract
    origins: Origins

    @property
    def version(self) -> str:
        """Its version of OpenAPI."""
        return self.whole.version

    def source(self, pointer: str) -> tuple[str, Position]:
        """Say where a pointer stands in what was written: there, pointer and place."""
        return self.whole.source(as_written(self.origins.of(pointer)))

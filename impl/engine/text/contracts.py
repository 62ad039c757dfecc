"""What everything that examines a contract needs of it, however it was read."""

from typing import Any, Protocol

from impl.engine.diagnostics.diagnostic import Fault
from impl.engine.diagnostics.report import Traceable


class TracedContract(Traceable, Protocol):
    """What a self-contained OpenAPI document says, and where."""

    @property
    def content(self) -> Any:
        """The plain values."""

    @property
    def version(self) -> str:
        """Its version of OpenAPI: 3.0, 3.1 or 3.2."""


class WrittenContract(TracedContract, Protocol):
    """A self-contained OpenAPI document, as it was written."""

    @property
    def slips(self) -> tuple[Fault, ...]:
        """The warnings that reading its text gave."""

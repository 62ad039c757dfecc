"""Read access to a contract of one document, through its references."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import as_list, mentioned
from impl.engine.comparison.contract.preparation import prepared
from impl.engine.openapi.pointers import escape
from impl.engine.openapi.references import LocalReferences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.text.contracts import TracedContract


class Lookup(LocalReferences):
    """Finds what stands where in a contract.

    Attributes:
        version: its version of OpenAPI.
        old: whether the contract is one of OpenAPI 3.0.
        scheme_names: what another contract calls the security schemes of this one.
        adds_null: whether null is among the listed values of what is nullable.
    """

    def __init__(self, contract: TracedContract) -> None:
        super().__init__(prepared(contract.content))
        self.version = contract.version
        self.old = contract.version == "3.0"
        self.scheme_names: dict[str, str] = {}
        self.adds_null = False

    def rewrite(self, content: Any) -> None:
        """Take the same contract in other words."""
        self.content = content
        self._values.clear()
        self._targets.clear()

    def mentions(self, keyword: str) -> bool:
        """Tell whether a keyword stands anywhere, as such or as a name."""
        return keyword in self._mentioned

    @cached_property
    def _mentioned(self) -> frozenset[str]:
        return mentioned(self.content)

    def map(self, pointer: str) -> dict[str, Any]:
        """Return the object at a pointer; an empty one if there is none."""
        value = self.value(pointer)
        return value if isinstance(value, dict) else {}

    def sunset(self, pointer: str) -> str:
        """Return the date that an object is announced to go (x-sunset, RFC 3339)."""
        return sunset_of(self.map(pointer))

    def members(self, pointer: str) -> list[str]:
        """Give the real pointers of a list's items."""
        count = len(as_list(self.value(pointer)))
        return [self.target(f"{pointer}/{index}") for index in range(count)]

    def entries(self, pointer: str) -> Iterator[tuple[str, str]]:
        """Give the names and the real pointers of an object's members."""
        there = self.target(pointer)
        for name, value in self.map(there).items():
            if isinstance(value, dict):
                yield name, self.target(f"{there}/{escape(name)}")


def sunset_of(value: dict[str, Any]) -> str:
    """Return the date that an object announces for itself to go."""
    announced = value.get("x-sunset")
    return announced[:10] if isinstance(announced, str) else ""

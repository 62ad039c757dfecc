"""What a contract promises: its operations, with references followed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from impl.engine.comparison.contract.libraries import MEMBER as LIBRARY
from impl.engine.comparison.contract.lookup import Lookup
from impl.engine.comparison.contract.operation import operations_of

if TYPE_CHECKING:
    from impl.engine.comparison.contract.operation import DeclaredOperation, Trail


class Surface(Lookup):
    """The operations and webhooks of a contract, and what they refer to."""

    @cached_property
    def operations(self) -> dict[str, DeclaredOperation]:
        """The operations by method and path, whatever path parameters are called."""
        found = {}
        for path, item in self.entries("/paths"):
            if path.startswith("/"):
                for operation in operations_of(self, item, path, ("operation",)):
                    found[operation.key] = operation
        return found

    @cached_property
    def webhooks(self) -> dict[str, DeclaredOperation]:
        """The operations of webhooks."""
        found = {}
        for name, item in self.entries("/webhooks"):
            for operation in operations_of(self, item, name, ("webhook",)):
                found[operation.key] = operation
        return found

    @cached_property
    def components(self) -> dict[str, DeclaredOperation]:
        """The uses of components, in a document that holds nothing else."""
        found = {}
        for name, item in self.entries(f"/{LIBRARY}"):
            for operation in operations_of(self, item, name, ("component",)):
                found[operation.key] = operation
        return found

    def find(self, trail: Trail) -> DeclaredOperation | None:
        """Find an operation by its trail."""
        groups = {"webhook": self.webhooks, "component": self.components}
        found = groups.get(trail[0], self.operations).get(trail[1])
        for noun, key in zip(trail[2::2], trail[3::2], strict=True):
            if found is None:
                return None
            found = found.callbacks.get(f"{noun.removeprefix('callback ')} {key}")
        return found

"""One operation of a contract."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.keywords import as_list, texts
from impl.engine.comparison.contract.message_parts import message_at, parameter_at
from impl.engine.openapi.methods import sent_as
from impl.engine.openapi.operations import operations_in
from impl.engine.openapi.parameters import is_reserved
from impl.engine.openapi.path_templates import EXPRESSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from impl.engine.comparison.contract.lookup import Lookup
    from impl.engine.comparison.contract.message_parts import (
        DeclaredMessage,
        DeclaredParameter,
    )

# The way to an operation: operation or webhook, its key, callback and its key, ...
Trail = tuple[str, ...]


@dataclass(frozen=True)
class DeclaredOperation:
    """One operation of a contract, or of a callback or webhook in it."""

    surface: Lookup
    key: str
    method: str
    path: str
    item: str
    pointer: str
    trail: Trail
    # What the path takes from the paths of the servers, and what it leaves to them.
    shift: tuple[str, str] = ("", "")

    @property
    def name(self) -> str:
        """The method and the path as it is written in this contract."""
        if self.trail[0] == "component":
            return f"#{self.path}"
        outer = self.trail[1] if len(self.trail) > 2 else ""
        own = f"{self.method} {self.path}"
        return f"{outer} → {own}" if outer else own

    @property
    def place(self) -> str:
        """The key, after those of the operations that call it back."""
        words = self.trail if self.trail[0] == "webhook" else self.trail[1:]
        return " ".join(words)

    @cached_property
    def value(self) -> dict[str, Any]:
        """The operation object."""
        return self.surface.map(self.pointer)

    @cached_property
    def parameters(self) -> dict[tuple[str, str], DeclaredParameter]:
        """The parameters of the path and, winning over those, of the operation.

        Those in the path go by their position, since clients don't see their names.
        """
        found = {}
        positions = EXPRESSION.findall(self.path)
        for owner in (self.item, self.pointer):
            for pointer in self.surface.members(f"{owner}/parameters"):
                parameter = parameter_at(self.surface, pointer)
                if parameter and not is_reserved(parameter.place, parameter.name):
                    place, name = parameter.key
                    if place == "path" and name in positions:
                        name = str(positions.index(name))
                    found[place, name] = parameter
        return found

    @cached_property
    def body(self) -> DeclaredMessage | None:
        """The request body."""
        if "requestBody" not in self.value:
            return None
        return message_at(self.surface, f"{self.pointer}/requestBody")

    @cached_property
    def responses(self) -> dict[str, DeclaredMessage]:
        """The responses, by status, range in capitals (4XX) or ``default``."""
        found = {}
        for status, pointer in self.surface.entries(f"{self.pointer}/responses"):
            if not status.startswith("x-"):
                key = status if status == "default" else status.upper()
                found[key] = message_at(self.surface, pointer)
        return found

    @cached_property
    def security(self) -> tuple[str, list[dict[str, list[str]]]]:
        """The pointer and the alternatives of the security that applies."""
        pointer = self.pointer if "security" in self.value else ""
        return f"{pointer}/security", [
            {name: texts(scopes) for name, scopes in alternative.items()}
            for alternative in as_list(self.surface.value(f"{pointer}/security"))
            if isinstance(alternative, dict)
        ]

    @cached_property
    def servers(self) -> str:
        """The pointer of the servers that apply."""
        for owner in (self.pointer, self.item):
            if self.surface.value(f"{owner}/servers"):
                return f"{owner}/servers"
        return "/servers"

    @cached_property
    def callbacks(self) -> dict[str, DeclaredOperation]:
        """The operations that are called back, by a key of their own."""
        found = {}
        for name, callback in self.surface.entries(f"{self.pointer}/callbacks"):
            for expression, item in self.surface.entries(callback):
                trail = (*self.trail, f"callback {name}")
                for operation in operations_of(self.surface, item, expression, trail):
                    found[f"{name} {operation.key}"] = operation
        return found


def operations_of(
    lookup: Lookup, item: str, path: str, trail: Trail
) -> Iterator[DeclaredOperation]:
    """Give the operations of a path item; the trail leads to it."""
    # In the key of a callback it is an address that is put in for an expression.
    is_called_back = trail[-1].startswith("callback ")
    template = path if is_called_back else EXPRESSION.sub("{}", path)
    for name, below in operations_in(lookup.map(item), lookup.version):
        method, pointer = sent_as(name), item + below
        key = f"{method} {template}"
        yield DeclaredOperation(lookup, key, method, path, item, pointer, (*trail, key))

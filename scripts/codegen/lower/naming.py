"""The names of a package's modules, ports, methods and sealed classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.codegen.lower.identifiers import (
    Names,
    member_name,
    own_names_first,
    pascal_case,
    snake_case,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

# Names of create_app's other arguments and of modules that stand beside.
_RESERVED_MODULES = (
    *("app", "authentication", "authenticator", "lifespan", "options"),
    *("responses", "runtime", "shared", "translate"),
)
# The skeleton of an implementation has a class for each port, and these names.
_RESERVED_PORTS = ("CredentialCheck", "Decimal", "IPv4Address", "IPv6Address", "UUID")


class Naming:
    """Gives names that stay as they are when something else is added.

    Attributes:
        classes: names of sealed classes, and what they begin with.
    """

    def __init__(self) -> None:
        self.classes = Names("models")
        self._methods = Names()
        self._modules, self._ports = Names(*_RESERVED_MODULES), Names(*_RESERVED_PORTS)
        self._homes: dict[str, tuple[str, str]] = {}
        self._claimed: dict[str, tuple[str, str]] = {}

    def homes(self, tags: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Return the module and the port of each tag, always the same ones."""
        given = list(tags)
        for tag in own_names_first(given, snake_case):
            if tag not in self._homes:
                self._homes[tag] = (
                    self._modules.take(snake_case(tag)),
                    self._ports.take(pascal_case(tag)),
                )
        return {tag: self._homes[tag] for tag in given}

    def claim(self, wire_ids: Iterable[str]) -> None:
        """Name operations that are lowered later, in an order that lasts."""
        for wire_id in own_names_first(dict.fromkeys(wire_ids), member_name):
            self._claimed[wire_id] = self._new(wire_id)

    def operation(self, wire_id: str) -> tuple[str, str]:
        """Return the method of an operation, and what its classes begin with."""
        return self._claimed.pop(wire_id, None) or self._new(wire_id)

    def method(self, name: str) -> str:
        """Return the name of a method, which no other has."""
        return self._methods.take(member_name(name))

    def _new(self, wire_id: str) -> tuple[str, str]:
        return self.method(wire_id), self.classes.take(pascal_case(wire_id))

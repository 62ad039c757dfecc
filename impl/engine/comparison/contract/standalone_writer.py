"""Write schemas of a contract as JSON Schemas (2020-12) that stand alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.enumerations import plain
from impl.engine.comparison.contract.guards import guarded, guards
from impl.engine.comparison.contract.keywords import (
    IGNORED,
    map_in,
    requires,
    without_dependencies,
    without_required,
)
from impl.engine.openapi.keywords import MODERN
from impl.engine.openapi.pointers import escape, to_fragment
from impl.engine.openapi.references import local_pointer
from impl.engine.openapi.v3_0 import modernise

if TYPE_CHECKING:
    from impl.engine.comparison.contract.hidden_properties import HiddenProperties
    from impl.engine.comparison.contract.lookup import Lookup

# By pointer: a schema as it is written, and the pointers in it.
Definitions = dict[str, tuple[Any, list[str]]]


class StandaloneWriter:
    """Writes one schema with the definitions that it reaches.

    Args:
        lookup: the contract.
        hidden: what is not required of messages, or even refused.
        prefix: sets the names of definitions apart from those of others.
        sends: whether messages are written by the schema, and not read.
        known: the definitions that were written like that before, and what each of
            them refers to.
    """

    def __init__(
        self,
        lookup: Lookup,
        hidden: HiddenProperties,
        prefix: str = "",
        *,
        sends: bool = False,
        known: Definitions | None = None,
    ) -> None:
        self._known: Definitions = {} if known is None else known
        self._lookup = lookup
        self._sends = sends
        self._hidden = hidden
        self._prefix = prefix
        self._waiting: list[str] = []
        self._definitions: dict[str, Any] = {}

    def document(self, parts: list[dict[str, Any]], *, is_modern: bool = False) -> Any:
        """Write all of some schemas as one; of keywords that are written as in 3.1."""
        written = [self._write(part, is_modern=is_modern) for part in parts]
        while self._waiting:
            pointer = self._waiting.pop()
            name = f"{self._prefix}{pointer}"
            if name not in self._definitions:
                self._definitions[name], further = self._definition(pointer)
                self._waiting += further
        root = written[0] if len(written) == 1 else {"allOf": written}
        if not written:
            return True
        if isinstance(root, dict) and self._definitions:
            return {**root, "$defs": dict(sorted(self._definitions.items()))}
        return root

    def _definition(self, pointer: str) -> tuple[Any, list[str]]:
        """Write a definition, once for all documents, and give what it refers to."""
        if pointer not in self._known:
            others, self._waiting = self._waiting, []
            written = self._write(self._lookup.value(pointer, default=True))
            self._known[pointer] = written, self._waiting
            self._waiting = others
        return self._known[pointer]

    def _write(self, value: Any, *, is_modern: bool = False) -> Any:
        if not isinstance(value, dict):
            return value is not False
        there = local_pointer(value.get("$ref"))
        result: dict[str, Any] = {}
        if there is not None:
            self._waiting.append(there)
            result["$ref"] = to_fragment(f"/$defs/{escape(self._prefix + there)}")
            if self._lookup.old:
                return result
        elif "$ref" in value:
            result["$ref"] = value["$ref"]
        for keyword, held in value.items():
            if keyword in IGNORED or keyword.startswith("x-"):
                continue
            if keyword != "$ref":
                result[keyword] = MODERN.mapped(keyword, held, self._write)
        union = guarded(value)
        if "discriminator" in value and isinstance(result.get(union), list):
            found = guards(self._lookup, value, sends=self._sends)
            result[union] = [
                part if guard is None else {"allOf": [part, guard]}
                for part, guard in zip(result[union], found, strict=True)
            ]
        if self._lookup.old and not is_modern:
            modernise(result, adds_null=self._lookup.adds_null)
        return without_dependencies(self._without_hidden(value, plain(result)))

    def _without_hidden(self, value: Any, result: dict[str, Any]) -> dict[str, Any]:
        held = map_in(result, "properties")
        for name in self._hidden.hidden_in(value) & held.keys():
            if self._hidden.forbidding:
                held[name] = False
            else:
                del held[name]
        if not requires(result):
            return result
        hidden = self._hidden.hidden_of(value)
        return without_required(result, hidden) if hidden else result

"""Write schemas of a contract as JSON Schemas (2020-12) that stand alone."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.contract.enumerations import plain
from impl.engine.comparison.contract.guards import (
    MEANT,
    are_exclusive,
    guarded,
    visible_guards,
    with_guards,
)
from impl.engine.comparison.contract.hidden_properties import (
    CHOICES,
    CONDITIONS,
    NONE,
    OTHERS,
    UNIONS,
    is_null,
)
from impl.engine.comparison.contract.inheritance import MEMBER as HEIRS
from impl.engine.comparison.contract.keywords import (
    IGNORED,
    ITEMS,
    as_list,
    map_in,
    requires,
    without_dependencies,
    without_required,
)
from impl.engine.comparison.contract.schema_context import SchemaContext
from impl.engine.openapi.keywords import MODERN
from impl.engine.openapi.pointers import escape, to_fragment
from impl.engine.openapi.references import local_pointer
from impl.engine.openapi.v3_0 import modernise

if TYPE_CHECKING:
    from impl.engine.comparison.contract.families import Families
    from impl.engine.comparison.contract.hidden_properties import HiddenProperties
    from impl.engine.comparison.contract.lookup import Lookup


# A pointer, and where it is referred to.
Reference = tuple[str, SchemaContext]
# By reference: a schema as it is written, and the references in it.
Definitions = dict[Reference, tuple[Any, list[Reference]]]
_PLAIN = SchemaContext()


class StandaloneWriter:
    """Writes one schema with the definitions that it reaches.

    Args:
        lookup: the contract.
        hidden: what is not required of messages, or even refused.
        families: where parents are referred to that stand for their heirs.
        prefix: sets the names of definitions apart from those of others.
        sends: whether messages are written by the schema, and not read.
        known: the definitions that were written like that before, and what each of
            them refers to.
    """

    def __init__(
        self,
        lookup: Lookup,
        hidden: HiddenProperties,
        families: Families,
        prefix: str = "",
        *,
        sends: bool = False,
        known: Definitions | None = None,
    ) -> None:
        self._known: Definitions = {} if known is None else known
        self._lookup = lookup
        self._sends = sends
        self._guards = partial(visible_guards, lookup, hidden, sends=sends)
        self._hidden = hidden
        self._families = families
        self._prefix = prefix
        self._waiting: list[Reference] = []
        self._definitions: dict[str, Any] = {}

    def document(
        self,
        parts: list[dict[str, Any]],
        *,
        hidden: frozenset[str] = NONE,
        is_modern: bool = False,
    ) -> Any:
        """Write all of some schemas as one.

        Args:
            parts: the schemas.
            hidden: the properties that what stands around them hides.
            is_modern: whether their keywords are written as in 3.1.
        """
        position = SchemaContext(hidden)
        written = [self._write(part, position, is_modern=is_modern) for part in parts]
        while self._waiting:
            reference = self._waiting.pop()
            name = self._name(reference)
            if name not in self._definitions:
                self._definitions[name], further = self._definition(reference)
                self._waiting += further
        root = written[0] if len(written) == 1 else {"allOf": written}
        if not written:
            return True
        if isinstance(root, dict) and self._definitions:
            return {**root, "$defs": dict(sorted(self._definitions.items()))}
        return root

    def _name(self, reference: Reference) -> str:
        """Name a definition, by its pointer alone where its position is nothing new."""
        pointer, position = reference
        name = f"{self._prefix}{pointer}"
        if position.hidden is None:
            name += " as is"
        elif position.hidden:
            name += f" without {json.dumps(sorted(position.hidden))}"
        if position.as_counted:
            name += " as counted"
        return f"{name} by letter" if position.by_letter else name

    def _definition(self, reference: Reference) -> tuple[Any, list[Reference]]:
        """Write a definition, once for all documents, and give what it refers to."""
        if reference not in self._known:
            others, self._waiting = self._waiting, []
            pointer, position = reference
            written = self._write(self._lookup.value(pointer, default=True), position)
            self._known[reference] = written, self._waiting
            self._waiting = others
        return self._known[reference]

    def _write(
        self, value: Any, position: SchemaContext = _PLAIN, *, is_modern: bool = False
    ) -> Any:
        if not isinstance(value, dict):
            return value is not False
        own = self._own(value, position)
        there = local_pointer(value.get("$ref"))
        result: dict[str, Any] = {}
        if there is not None:
            reference = self._referred(there, own)
            self._waiting.append(reference)
            result["$ref"] = to_fragment(f"/$defs/{escape(self._name(reference))}")
            if self._lookup.old:
                return result
        elif "$ref" in value:
            result["$ref"] = value["$ref"]
        for keyword, held in value.items():
            if keyword in IGNORED or keyword.startswith("x-"):
                continue
            if keyword != "$ref":
                inner = self._inside(keyword, value, position, own)
                write = partial(self._write, position=inner)
                result[keyword] = MODERN.mapped(keyword, held, write)
        self._without_hidden_alternatives(value, result, own)
        self._guard(value, result, position)
        if self._lookup.old and not is_modern:
            modernise(result, adds_null=self._lookup.adds_null)
        result = plain(result)
        result = self._without_hidden(value, result, own)
        result = without_dependencies(result)
        self._agree(value, result, position, own)
        return result

    def _own(self, value: dict[str, Any], position: SchemaContext) -> SchemaContext:
        """Give the position of what a schema is made of, which counts as the schema."""
        if position.hidden is None:
            return position
        hidden = position.hidden | self._hidden.of_value(value)
        return replace(position, hidden=hidden)

    def _agree(
        self,
        value: dict[str, Any],
        result: dict[str, Any],
        position: SchemaContext,
        own: SchemaContext,
    ) -> None:
        """Let what fits one alternative fit no other by the letter.

        Heirs, and discriminators, tell apart what a validator does not.
        """
        parts = as_list(value.get("oneOf")) if not position.by_letter else []
        if sum(not is_null(part) for part in parts) <= 1:
            return
        guards = self._guards(value)
        if are_exclusive(guards) or not isinstance(result.get("oneOf"), list):
            return
        if self._to_the_letter(parts, position) != position:
            inner = replace(self._inside("oneOf", value, position, own), by_letter=True)
            letter = [self._write(part, inner) for part in parts]
            meant = {"$comment": MEANT, "anyOf": result["oneOf"]}
            result["oneOf"] = with_guards(letter, guards)
            self._without_hidden_alternatives(value, result, own)
            result["allOf"] = [*as_list(result.get("allOf")), meant]

    def _to_the_letter(
        self, schemas: list[Any], position: SchemaContext
    ) -> SchemaContext:
        """Give the position of what has to fit, or not, whoever looks at it."""
        if any(map(self._families.reaches, schemas)):
            return replace(position, by_letter=True)
        return position

    def _guard(
        self, value: dict[str, Any], result: dict[str, Any], position: SchemaContext
    ) -> None:
        """Write each alternative with what a discriminator says of it."""
        union = guarded(value)
        letter = result.get(union)
        if "discriminator" not in value or not isinstance(letter, list):
            return
        result[union] = told = with_guards(letter, self._guards(value))
        if position.by_letter and told != letter:
            del result[union]
            either = {"anyOf": [{union: letter}, {union: told}]}
            result["allOf"] = [*as_list(result.get("allOf")), either]

    def _referred(self, pointer: str, position: SchemaContext) -> Reference:
        """Give a reference in the position that makes a difference to its target."""
        if position.by_letter:
            pointer = pointer.removesuffix(f"/{HEIRS}")
        if not position.hidden:
            return pointer, position
        target = self._lookup.value(pointer)
        asked = position.hidden & self._hidden.asked_of(target)
        return pointer, replace(position, hidden=asked - self._hidden.of_value(target))

    def _inside(
        self,
        keyword: str,
        value: dict[str, Any],
        position: SchemaContext,
        own: SchemaContext,
    ) -> SchemaContext:
        """Give the position of the schemas under a keyword."""
        if keyword in CONDITIONS:
            position = self._to_the_letter([value[keyword]], position)
            return replace(position, hidden=None)
        if keyword in ITEMS and "maxContains" in value:
            # What is counted, validators count, so that all items have to be like it.
            counted = self._to_the_letter([value.get("contains")], position)
            told = replace(position, as_counted=counted.by_letter)
            position = counted if keyword == "contains" else told
        if position.hidden is None or keyword == "allOf":
            return own
        if keyword in CHOICES:
            hidden = position.hidden | self._hidden.of_whole(value)
            return replace(position, hidden=hidden)
        return replace(position, hidden=NONE)

    def _without_hidden_alternatives(
        self, value: dict[str, Any], result: dict[str, Any], own: SchemaContext
    ) -> None:
        for keyword in UNIONS if own.hidden is not None else ():
            for index in self._hidden.hidden_among(as_list(value.get(keyword))):
                result[keyword][index] = False

    def _without_hidden(
        self, value: dict[str, Any], result: dict[str, Any], own: SchemaContext
    ) -> dict[str, Any]:
        if own.hidden is None or not self._hidden.is_mentioned:
            return result
        held = map_in(result, "properties")
        is_never = self._sends and self._hidden.never_present
        is_absent = self._hidden.forbidding or is_never
        for name in self._hidden.hidden_in(value) & held.keys():
            # What is counted by the letter never has it.
            if self._hidden.forbidding or (is_never and own.forbids):
                held[name] = False
            else:
                del held[name]
        # What servers ignore may be anything.
        for pattern, schema in map_in(value, "patternProperties").items():
            if self._hidden.hides(schema):
                result["patternProperties"][pattern] = not is_absent
        for keyword in OTHERS:
            if self._hidden.hides(value.get(keyword)):
                result[keyword] = not (is_absent or self._hidden.never_present)
        if self._sends and (secret := self._hidden.kept_secret(value)):
            never = {"properties": dict.fromkeys(sorted(secret), False)}
            result["allOf"] = [*as_list(result.get("allOf")), never]
        return without_required(result, own.hidden) if requires(result) else result

"""What the values of a schema look like written as text, as parameters are.

On the wire everything is text: whether 5 was meant as a number or as a word, only the
reader's schema says. So a sender's schema is rewritten as one of texts, or of lists and
objects of texts, and the reader's likewise; then the two can be compared. Where this
can't be said exactly, a sender is taken to write more than it may, and a reader to
accept less, so that a proof holds for what is really written.
"""

from __future__ import annotations

from typing import Any

from impl.engine.comparison.serialization.number_texts import BOUNDS, joined
from impl.engine.comparison.serialization.schema_words import (
    OF_LISTS,
    OF_OBJECTS,
    OF_TEXTS,
    TEXTS,
    UNDERSTOOD,
    names_in,
    only,
    scalars,
    scalars_of,
    spellings,
    values_in,
)
from impl.engine.openapi.json_types import narrowest_type_of
from impl.engine.openapi.keywords import IMPLIED_TYPES
from impl.engine.openapi.references import definition_of

SCALARS = frozenset(TEXTS)
_DEEPEST = 8
_PARTS = ("allOf", "anyOf", "oneOf")


def kinds(document: Any) -> frozenset[str]:
    """Name the types that a schema allows, as far as it says so; none for unknown."""
    return _Writing(document, is_sender=True).kinds(document, 0)


def is_flat(document: Any) -> bool:
    """Tell whether all values are surely scalars, or lists of scalars."""
    writing = _Writing(document, is_sender=True)
    found = writing.kinds(document, 0)
    if not found or not found <= SCALARS | {"array"}:
        return False
    if "array" not in found or not isinstance(document, dict):
        return True
    items = writing.items(document)
    return bool(items) and items <= SCALARS


def meant(document: Any) -> Any:
    """Write a schema of the types that texts are taken for where it names none.

    Those are the types that its other keywords speak of; true where none are implied.
    """
    return _Writing(document, is_sender=True).meant(document, 0)


def sent(
    document: Any, *, spread: bool = False, in_one: bool = False, formats: bool = False
) -> Any:
    """Write a schema that accepts what a sender may write, and perhaps more.

    Args:
        document: the sender's schema.
        spread: whether of a list or an object that is empty nothing is written.
        in_one: whether a list is written as one text.
        formats: whether formats are asserted.
    """
    writing = _Writing(document, is_sender=True, in_one=in_one, formats=formats)
    written = writing.write(document, 0)
    least = {"minItems": 1, "minProperties": 1}
    return {"allOf": [written], **least} if spread else written


def accepted(
    document: Any, *, lone: bool, in_one: bool = False, formats: bool = False
) -> Any:
    """Write a schema that accepts only what a reader takes, and perhaps not all of it.

    Args:
        document: the reader's schema.
        lone: whether a list of one item is written like the item.
        in_one: whether a list may be written as one text.
        formats: whether formats are asserted.
    """
    writing = _Writing(document, is_sender=False, formats=formats)
    options = [writing.write(document, 0)]
    options += writing.singles(document, 0) if lone else ()
    if in_one:
        joining = _Writing(document, is_sender=False, in_one=True, formats=formats)
        options.append(joining.write(document, 0))
    return {"anyOf": options}


class _Writing:
    """Rewrites one schema that stands alone."""

    def __init__(
        self, document: Any, *, is_sender: bool, in_one: bool = False, **more: bool
    ) -> None:
        held = document.get("$defs") if isinstance(document, dict) else None
        self._definitions = held if isinstance(held, dict) else {}
        self._is_sender, self._in_one = is_sender, in_one
        self._formats = more.get("formats", False)

    @property
    def _unsaid(self) -> Any:
        """What a member is of which nothing is said: one of many is but a text."""
        return TEXTS["string"] if self._is_sender else True

    def kinds(self, node: Any, depth: int) -> frozenset[str]:
        """Name the types that a schema allows; none for unknown."""
        node = self._followed(node)
        if not isinstance(node, dict) or depth > _DEEPEST:
            return frozenset()
        if "type" in node:
            return frozenset(names_in(node["type"]))
        values = values_in(node)
        if values is not None:
            return frozenset(map(narrowest_type_of, values))
        for keyword in ("anyOf", "oneOf"):
            parts = [self.kinds(part, depth + 1) for part in node.get(keyword, ())]
            if parts and all(parts):
                return frozenset().union(*parts)
        parts = [self.kinds(part, depth + 1) for part in node.get("allOf", ())]
        return next(filter(None, parts), frozenset())

    def items(self, node: Any) -> frozenset[str]:
        """Name the types of the items that a schema allows; none for unknown."""
        node = self._followed(node)
        if not isinstance(node, dict) or "prefixItems" in node:
            return frozenset()
        return self.kinds(node.get("items"), 1)

    def meant(self, node: Any, depth: int) -> Any:
        """Write the types that nothing but other keywords tells of."""
        node = self._followed(node)
        if not isinstance(node, dict) or depth > _DEEPEST:
            return True
        found: dict[str, Any] = {}
        if not self.kinds(node, depth) and (implied := self._implied(node, depth)):
            found["type"] = sorted(implied)
        if (items := self.meant(node.get("items"), depth + 1)) is not True:
            found["items"] = items
        held = node.get("properties")
        inner = {
            name: part
            for name, each in (held.items() if isinstance(held, dict) else ())
            if (part := self.meant(each, depth + 1)) is not True
        }
        return {**found, "properties": inner} if inner else found or True

    def _implied(self, node: Any, depth: int) -> frozenset[str]:
        node = self._followed(node)
        if not isinstance(node, dict) or depth > _DEEPEST:
            return frozenset()
        if known := self.kinds(node, depth):
            return known
        for keyword in ("anyOf", "oneOf"):
            parts = [self._implied(part, depth + 1) for part in node.get(keyword, ())]
            if parts and all(parts):
                return frozenset().union(*parts)
        parts = [self._implied(part, depth + 1) for part in node.get("allOf", ())]
        own = frozenset(kind for key, kind in IMPLIED_TYPES.items() if key in node)
        # Whoever excludes a word speaks of words.
        parts.append(self._implied(node.get("not"), depth + 1))
        return own or next(filter(None, parts), own)

    def write(self, node: Any, depth: int) -> Any:
        """Rewrite a schema."""
        node = self._followed(node)
        if not isinstance(node, dict) or depth > _DEEPEST:
            return self._is_sender or node is True
        if not self._is_sender and not self._is_understood(node):
            return False
        parts = [self._plain(node, depth)]
        parts += [self.write(part, depth + 1) for part in node.get("allOf", ())]
        for keyword in _PARTS[1:]:
            if keyword in node:
                parts.append(
                    {"anyOf": [self.write(part, depth + 1) for part in node[keyword]]}
                )
        return parts[0] if len(parts) == 1 else {"allOf": parts}

    def singles(self, node: Any, depth: int) -> list[Any]:
        """Give what may be written in place of a list of one."""
        node = self._followed(node)
        if not isinstance(node, dict) or depth > _DEEPEST:
            return []
        if not self._is_understood(node) or "allOf" in node:
            return []
        found = [
            single
            for keyword in ("anyOf", "oneOf")
            for part in node.get(keyword, ())
            for single in self.singles(part, depth + 1)
        ]
        is_list = "array" in names_in(node.get("type")) and values_in(node) is None
        if is_list and node.get("minItems", 0) <= 1 <= node.get("maxItems", 1):
            found.append(self.write(node.get("items", True), depth + 1))
        return found

    def _plain(self, node: dict[str, Any], depth: int) -> Any:
        """Rewrite what a schema says itself."""
        names = names_in(node["type"]) if "type" in node else ()
        values = values_in(node)
        if values is not None:
            known = scalars_of(values, names)
            if self._is_sender and len(known) < len(values):
                return True
            if not node.keys().isdisjoint({*OF_TEXTS, *BOUNDS}):
                parts = [self._of_value(each, node) for each in known]
                return {"anyOf": parts} if parts else {"not": {}}
            return {"enum": spellings(known)}
        if not names:
            if self._is_sender:
                return True
            names = ("string", "array", "object")
        return {"anyOf": [self._of_type(name, node, depth) for name in names]}

    def _of_value(self, value: Any, node: dict[str, Any]) -> Any:
        """Write the texts of a value that is listed, and has to be more than that."""
        texts = {"enum": spellings([value])}
        is_wider = self._is_sender and isinstance(value, float)
        kind = "number" if is_wider else narrowest_type_of(value)
        return {"allOf": [texts, self._of_type(kind, node, _DEEPEST)]}

    def _of_type(self, name: str, node: dict[str, Any], depth: int) -> Any:
        if name == "string":
            return {**TEXTS[name], **only(node, OF_TEXTS)}
        if name in TEXTS:
            sides = {"is_sender": self._is_sender, "formats": self._formats}
            return scalars(name, node, **sides)
        if name == "array":
            return self._of_list(node, depth)
        if self._in_one:
            return self._is_sender and TEXTS["string"]
        held = {"type": "object", **only(node, OF_OBJECTS)}
        properties = node.get("properties")
        if isinstance(properties, dict):
            held["properties"] = {
                key: self.write(part, depth + 1) for key, part in properties.items()
            }
        if self._is_sender and "patternProperties" not in node:
            held["additionalProperties"] = self._unsaid
        if "additionalProperties" in node and "patternProperties" not in node:
            rest = node["additionalProperties"]
            held["additionalProperties"] = self.write(rest, depth + 1)
            if rest is False:
                held["additionalProperties"] = False
        return held

    def _of_list(self, node: dict[str, Any], depth: int) -> Any:
        is_told = "items" in node and "prefixItems" not in node
        items = self.write(node["items"], depth + 1) if is_told else self._unsaid
        if not self._in_one:
            return {"type": "array", **only(node, OF_LISTS), "items": items}
        whole = joined(items, node, is_sender=self._is_sender)
        return whole or (TEXTS["string"] if self._is_sender else False)

    def _is_understood(self, node: dict[str, Any]) -> bool:
        """Tell whether nothing in a schema is left out when it is rewritten."""
        names = names_in(node.get("type"))
        spoken_of = {"", *names, *(("number",) if "integer" in names else ())}
        for key in node.keys() - UNDERSTOOD:
            # What speaks of other types asks nothing.
            if key in BOUNDS and names:
                continue
            if not names or IMPLIED_TYPES.get(key, "") in spoken_of:
                return False
        if "$ref" in node and len(node.keys() - {"$defs"}) > 1:
            return False
        # Of exclusive alternatives, no value may fit two.
        kinds = [self.kinds(part, 0) for part in node.get("oneOf", ())]
        known = [kind for group in kinds for kind in group]
        wide = {"integer", "number"}.issubset(known)
        is_clear = all(kinds) and len(set(known)) == len(known) and not wide
        return is_clear and self._has_one_meaning(node)

    def _has_one_meaning(self, node: dict[str, Any]) -> bool:
        """Tell whether all parts take a text for the same: a number, or a word."""
        own = {key: held for key, held in node.items() if key not in _PARTS}
        unions = ({key: node[key]} for key in _PARTS[1:] if key in node)
        parts = [own, *unions, *node.get("allOf", ())]
        known = [found for part in parts if (found := self.kinds(part, 1))]
        every = frozenset().union(*known)
        return min(len(known), len(every)) < 2 or every <= {"integer", "number"}

    def _followed(self, node: Any) -> Any:
        for _ in range(_DEEPEST):
            if not isinstance(node, dict) or "$ref" not in node:
                break
            if len(node.keys() - {"$defs"}) > 1 and not self._is_sender:
                break
            node = self._definitions.get(definition_of(node) or "", True)
        return node

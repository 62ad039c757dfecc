"""Follow references from file to file."""

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import unquote

from impl.engine.diagnostics.catalogue import fault, quote
from impl.engine.diagnostics.diagnostic import DocumentError, Fault, Position
from impl.engine.openapi.component_names import meant_component
from impl.engine.openapi.objects import KINDS
from impl.engine.openapi.pointers import escape, parse_reference, resolve, split, step
from impl.engine.openapi.published_schemas import is_published
from impl.engine.openapi.resources import absolute, base_within
from impl.engine.text.documents import Document

Spot = tuple[str, str]
Fetch = Callable[[str, tuple[str, Position]], Document]

_NETWORK = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]+:|//")
_MOST_FAULTS = 100


class Unresolved(Exception):
    """A reference leads to nothing; the fault is noted."""


class ContractFiles:
    """The files of a contract; a spot is the name of one and a pointer into it.

    Attributes:
        faults: what kept references from being followed.
        slips: warnings of references that were followed all the same.
    """

    def __init__(self, root: Document, fetch: Fetch) -> None:
        self.faults: list[Fault] = []
        self.slips: list[Fault] = []
        self._root = root
        self._fetch = fetch
        self._broken: set[str] = set()
        self._ids = set(_uris(root.content)) if "$id" in root.text else set()
        self._anchors: dict[str, dict[str, str]] = {}

    def target(self, reference: str, spot: Spot, at: str) -> Spot | None:
        """Find what a reference means; None for one that can stay as it is.

        Raises:
            Unresolved: it leads to nothing.
        """
        address, fragment = parse_reference(reference)
        in_root = spot[0] == self._root.name
        if address and in_root and self._is_known(reference, spot[1]):
            return None  # which reading the contract tells of
        if is_published(address):
            return None  # which reading the contract brings in
        if _NETWORK.match(address):
            what = f"{quote(reference)} would have to be fetched."
            self.note("CS1307", (spot[0], at), what)
            raise Unresolved
        name = spot[0]
        if address:
            folder = posixpath.dirname(spot[0])
            name = posixpath.normpath(posixpath.join(folder, address))
        if name == spot[0] == self._root.name:
            return None
        if fragment and not fragment.startswith("/"):
            fragment = self._anchored(name, fragment, reference, (spot[0], at))
        if not address and self._is_only_in_root(name, fragment):
            place = (at, self.position((name, at)))
            what = f"{quote(reference)} is in the root, not in this file."
            self.slips.append(fault("CS1316", *place, f"{what} It is read as that."))
            name = self._root.name
        return self._walk((name, fragment), reference, (spot[0], at))

    def _is_only_in_root(self, name: str, fragment: str) -> bool:
        if not fragment.startswith("/components/"):
            return False
        here = self._fetch(name, ("", Position(1, 1, name))).content
        return _has(self._root.content, fragment) and not _has(here, fragment)

    def _base(self, pointer: str) -> str:
        """Give what references in the root are relative to, by the ids around them."""
        value, base = self._root.content, ""
        for token in split(pointer):
            base = base_within(base, value)
            value = step(value, token)
        return base_within(base, value)

    def local(self, reference: str) -> str:
        """Leave the root's own name out of a reference of the root."""
        address, sign, fragment = reference.partition("#")
        own = posixpath.basename(self._root.name)
        is_own = address and posixpath.normpath(address) == own
        return f"#{fragment}" if sign and is_own else reference

    def _anchored(self, name: str, anchor: str, reference: str, at: Spot) -> str:
        """Give the pointer of what an anchor names (JSON Schema 2020-12, 8.2.2)."""
        content = self._load(name, at).content
        if name not in self._anchors:
            self._anchors[name] = {
                str(schema[keyword]): pointer
                for pointer, schema in _objects(content)
                for keyword in ("$dynamicAnchor", "$anchor")
                if keyword in schema
            }
        if anchor in self._anchors[name]:
            return self._anchors[name][anchor]
        what = f"{quote(reference)} has no JSON Pointer after the '#'."
        self.note("CS1305", at, what)
        raise Unresolved

    def _is_known(self, reference: str, pointer: str) -> bool:
        """Tell whether the root itself has a component or a schema of a name."""
        address = parse_reference(reference)[0]
        if self._ids:
            uri = absolute(self._base(pointer), reference)
            if address in self._ids or uri in self._ids or is_published(uri):
                return True
        components = self._root.content.get("components")
        return any(
            kind.section and meant_component(reference, name, components)
            for name, kind in KINDS.items()
        )

    def _walk(self, spot: Spot, reference: str, at: Spot) -> Spot:
        """Go down a pointer, through references on the way; give where it ends."""
        place: Spot = (spot[0], "")
        value = self._load(spot[0], at).content
        tokens = split(spot[1])
        if tokens == [""] and isinstance(value, dict) and "" not in value:
            return place  # which is how many write the whole of a file
        for token in tokens:
            if isinstance(value, dict) and token not in value and "$ref" in value:
                place, value = self.through(place, value)
            try:
                value = step(value, token)
            except LookupError:
                what = f"Nothing is found at {quote(reference)}."
                self.note("CS1301", at, what, hint="")
                raise Unresolved from None
            place = (place[0], f"{place[1]}/{escape(token)}")
        return place

    def through(self, spot: Spot, value: Any) -> tuple[Spot, Any]:
        """Follow a chain of nothing but references to other files.

        Raises:
            Unresolved: the chain leads to nothing, or in a circle.
        """
        seen = [spot]
        while isinstance(value, dict) and set(value) == {"$ref"}:
            reference = value["$ref"]
            if not isinstance(reference, str):
                break
            target = self.target(reference, spot, f"{spot[1]}/$ref")
            if target is None:
                break
            if target in seen:
                what = f"The reference {quote(reference)} ends in itself."
                self.note("CS1303", (spot[0], f"{spot[1]}/$ref"), what)
                raise Unresolved
            seen.append(target)
            spot, value = target, self.value_at(target)
        return spot, value

    def value_at(self, spot: Spot) -> Any:
        """Give what stands at a spot."""
        value = self._load(spot[0], spot).content
        for token in split(spot[1]):
            value = step(value, token)
        return value

    def _load(self, name: str, at: Spot) -> Document:
        if name == self._root.name:
            return self._root
        if name in self._broken:
            raise Unresolved  # which is told once
        try:
            return self._fetch(name, (at[1], self.position(at)))
        except DocumentError as error:
            self._broken.add(name)
            self.faults.extend(error.faults[: _MOST_FAULTS - len(self.faults)])
            raise Unresolved from None

    def position(self, spot: Spot) -> Position:
        """Give the place of a spot."""
        if spot[0] == self._root.name:
            return self._root.position(spot[1])
        here = (spot[1], Position(1, 1, spot[0]))
        return self._fetch(spot[0], here).position(spot[1])

    def note(self, code: str, spot: Spot, what: str, **places: object) -> None:
        """Note a fault at a spot; the same lack is told where it shows first."""
        is_known = any((one.code, one.message) == (code, what) for one in self.faults)
        if not is_known and len(self.faults) < _MOST_FAULTS:
            place = self.position(spot)
            self.faults.append(fault(code, spot[1], place, what, **places))


def _has(content: Any, pointer: str) -> bool:
    try:
        resolve(content, pointer)
    except LookupError:
        return False
    return True


def _uris(content: Any) -> Iterator[str]:
    """Give the ids of all schemas in a document, as they are and in full."""
    stack = [("", content)]
    while stack:
        base, value = stack.pop()
        if isinstance(value, dict):
            if isinstance(value.get("$id"), str):
                base = base_within(base, value)
                yield from (
                    value["$id"],
                    unquote(base),
                    value["$id"].rpartition("/")[2],
                )
            stack.extend((base, each) for each in value.values())
        elif isinstance(value, list):
            stack.extend((base, each) for each in value)


def _objects(content: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give all objects in a document, each with its pointer."""
    stack = [("", content)]
    while stack:
        pointer, value = stack.pop()
        if isinstance(value, dict):
            yield pointer, value
            stack.extend((f"{pointer}/{escape(key)}", value[key]) for key in value)
        elif isinstance(value, list):
            stack.extend((f"{pointer}/{at}", item) for at, item in enumerate(value))

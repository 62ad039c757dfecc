"""Copy a contract's root document, and bring in what its references reach."""

import posixpath
import re
from collections import deque
from typing import Any

from impl.engine.diagnostics.catalogue import fault, quote
from impl.engine.diagnostics.diagnostic import DocumentError, Fault
from impl.engine.files.file_references import ContractFiles, Fetch, Spot, Unresolved
from impl.engine.openapi.component_usage import ComponentUsage
from impl.engine.openapi.index import ObjectIndex
from impl.engine.openapi.objects import KINDS, ObjectField, field_of
from impl.engine.openapi.pointers import escape, split, to_fragment
from impl.engine.text.documents import Document
from impl.engine.text.limits import Limits

_PLAIN_DATA = frozenset(
    ("example", "examples", "default", "enum", "const", "value", "dataValue", "mapping")
)
_LINK_DATA = frozenset(("parameters", "requestBody"))
_UNSAFE = re.compile(r"[^a-zA-Z0-9._-]+")
_FILE = re.compile(r"[#/]|\.(?:ya?ml|json)$")
_ENOUGH_FAULTS = 100
_NEW_SECTIONS = {"3.0": frozenset(("mediaTypes",)), "3.1": frozenset(("mediaTypes",))}


class Bundler:
    """Makes one bundle.

    Attributes:
        origins: where parts of the bundle come from, by pointer.
    """

    def __init__(self, root: Document, fetch: Fetch, limits: Limits) -> None:
        self.origins: dict[str, Spot] = {"": (root.name, "")}
        self._root = root
        self._files = ContractFiles(root, fetch)
        self._limits = limits
        self._nodes = 0
        self._inside: list[Spot] = []
        self._unresolved: dict[str, Spot] = {}
        self._components: dict[tuple[str, Spot], str] = {}
        self._taken: dict[str, set[str]] = {}
        self._waiting: deque[tuple[str, str, str, Spot]] = deque()

    @property
    def faults(self) -> list[Fault]:
        """What kept references from being followed."""
        return self._files.faults

    def needed_faults(self, content: Any) -> list[Fault]:
        """Give the faults of what operations use in the content that was made."""
        if not self.faults:
            return []
        used = ComponentUsage(ObjectIndex(content))
        places = {spot: out for out, spot in self._unresolved.items()}
        outs = [(one, places.get((one.file, one.pointer))) for one in self.faults]
        return [one for one, out in outs if out is None or used.has(out)]

    @property
    def slips(self) -> list[Fault]:
        """Warnings of references that were followed all the same."""
        return self._files.slips

    def run(self) -> Any:
        """Make the content; what could not be followed is in ``faults``."""
        self._register_components()
        start = (self._root.name, "")
        content = self._object(self._root.content, "document", start, "", 0)
        while self._waiting and len(self.faults) < _ENOUGH_FAULTS:
            section, name, kind, spot = self._waiting.popleft()
            pointer = f"/components/{section}/{escape(name)}"
            self.origins[pointer] = spot
            value = self._files.value_at(spot)
            held = _member(_member(content, "components"), section)
            held[name] = self._value(value, ObjectField(kind), spot, pointer, 0)
        return content

    def _register_components(self) -> None:
        """Give what the root's components refer to their own names."""
        root: Spot = (self._root.name, "/components")
        try:
            spot, components = self._files.through(
                root, self._root.content.get("components")
            )
        except Unresolved:
            return
        for section, held in components.items() if isinstance(components, dict) else ():
            holds = KINDS["components"].fields.get(section)
            if holds is None:
                continue
            place = (spot[0], f"{spot[1]}/{escape(section)}")
            try:
                place, found = self._files.through(place, held)
            except Unresolved:
                continue
            names = found if isinstance(found, dict) else {}
            self._taken[section] = set(names)
            for name, value in names.items():
                self._register(section, holds.kind, name, place, value)

    def _register(
        self, section: str, kind: str, name: str, place: Spot, value: Any
    ) -> None:
        own = (place[0], f"{place[1]}/{escape(name)}")
        pointer = f"/components/{section}/{escape(name)}"
        self._components.setdefault((kind, own), pointer)
        try:
            spot, _ = self._files.through(own, value)
        except Unresolved:
            return
        if spot[0] != self._root.name:
            self._components.setdefault((kind, spot), pointer)

    def _value(
        self, value: Any, held: ObjectField | None, spot: Spot, out: str, depth: int
    ) -> Any:
        """Copy a member's value; ``out`` is where the copy will stand."""
        self._count(spot, depth)
        if isinstance(value, dict) and isinstance(value.get("$ref"), str):
            try:
                return self._reference(value, held, spot, out, depth)
            except Unresolved:
                if held is None or held.shape != "one":
                    return {}
                self._unresolved[out] = (spot[0], f"{spot[1]}/$ref")
                return {"$ref": value["$ref"]}
        if held is not None and held.shape == "one":
            if isinstance(value, dict):
                return self._object(value, held.kind, spot, out, depth)
            return value
        inner = ObjectField(held.kind) if held else None
        if isinstance(value, dict):
            return {
                key: self._below(item, inner, spot, out, key, depth)
                for key, item in value.items()
            }
        if isinstance(value, list):
            return [
                self._below(item, inner, spot, out, str(index), depth)
                for index, item in enumerate(value)
            ]
        return value

    def _below(
        self,
        value: Any,
        held: ObjectField | None,
        spot: Spot,
        out: str,
        key: str,
        depth: int,
    ) -> Any:
        token = escape(key)
        there = (spot[0], f"{spot[1]}/{token}")
        return self._value(value, held, there, f"{out}/{token}", depth + 1)

    def _object(
        self, value: dict[str, Any], kind: str, spot: Spot, out: str, depth: int
    ) -> dict[str, Any]:
        copy: dict[str, Any] = {}
        for name, member in value.items():
            held = field_of(kind, name)
            is_data = name.startswith("x-") or name in _PLAIN_DATA
            if kind == "schema" and name == "discriminator":
                copy[name] = self._discriminator(member, spot)
            elif held is None and (is_data or (kind == "link" and name in _LINK_DATA)):
                copy[name] = member
            else:
                copy[name] = self._below(member, held, spot, out, name, depth)
        return copy

    def _reference(
        self,
        value: dict[str, Any],
        held: ObjectField | None,
        spot: Spot,
        out: str,
        depth: int,
    ) -> Any:
        target = self._files.target(value["$ref"], spot, f"{spot[1]}/$ref")
        siblings = {key: item for key, item in value.items() if key != "$ref"}
        kind = held.kind if held and held.shape == "one" else ""
        if target is None:
            beside = (
                self._object(siblings, kind, spot, out, depth) if kind else siblings
            )
            return {"$ref": self._files.local(value["$ref"]), **beside}
        place, content = self._files.through(target, self._files.value_at(target))
        section = self._section(kind)
        pointer = self._component(section, kind, place) if section else ""
        if pointer and pointer != out:
            beside = self._object(siblings, kind, spot, out, depth)
            return {"$ref": to_fragment(pointer), **beside}
        return self._inline(content, held, place, siblings, spot, out, depth)

    def _inline(
        self,
        content: Any,
        held: ObjectField | None,
        place: Spot,
        siblings: dict[str, Any],
        spot: Spot,
        out: str,
        depth: int,
    ) -> Any:
        """Put what a reference leads to in its place; what stands beside it wins."""
        if place in self._inside:
            self._files.note(
                "CS1308", spot, f"{quote(f'{place[0]}#{place[1]}')} includes itself."
            )
            raise Unresolved
        self.origins[out] = place
        self._inside.append(place)
        copy = self._value(content, held, place, out, depth + 1)
        self._inside.pop()
        if isinstance(copy, dict):
            for name, member in siblings.items():
                inner = field_of(held.kind, name) if held else None
                self.origins[f"{out}/{escape(name)}"] = (
                    spot[0],
                    f"{spot[1]}/{escape(name)}",
                )
                copy[name] = self._below(member, inner, spot, out, name, depth)
        return copy

    def _discriminator(self, value: Any, spot: Spot) -> Any:
        mapping = value.get("mapping") if isinstance(value, dict) else None
        if not isinstance(mapping, dict):
            return value
        copy = {}
        for key, reference in mapping.items():
            copy[key] = reference
            if not isinstance(reference, str) or not _FILE.search(reference):
                continue
            pointer = f"{spot[1]}/discriminator/mapping/{escape(key)}"
            known = len(self.faults)
            try:
                target = self._files.target(reference, spot, pointer)
                if target:
                    place, _ = self._files.through(target, self._files.value_at(target))
                    found = self._component("schemas", "schema", place)
                    copy[key] = to_fragment(found)
            except Unresolved:
                del self.faults[known:]  # it only describes, and the check tells
        return {**value, "mapping": copy}

    def _section(self, kind: str) -> str:
        """Name the components that can keep an object of a kind, if any can."""
        if not kind or kind == "path item":
            return ""
        section = KINDS[kind].section
        if section in _NEW_SECTIONS.get(self._root.version, ()):
            return ""
        return section

    def _component(self, section: str, kind: str, spot: Spot) -> str:
        """Give a target its place in the bundle: the pointer to it."""
        known = self._components.get((kind, spot))
        if known is not None:
            return known
        if spot[0] == self._root.name:
            return spot[1]
        taken = self._taken.setdefault(section, set())
        base = split(spot[1])[-1] if spot[1] else posixpath.basename(spot[0])
        if not spot[1]:
            base = re.sub(r"\.(?:ya?ml|json)$", "", base)
        base = name = _UNSAFE.sub("_", base) or "_"
        number = 1
        while name in taken:
            number += 1
            name = f"{base}_{number}"
        taken.add(name)
        pointer = f"/components/{section}/{name}"
        self._components[kind, spot] = pointer
        self._waiting.append((section, name, kind, spot))
        return pointer

    def _count(self, spot: Spot, depth: int) -> None:
        self._nodes += 1
        if self._nodes > 2 * self._limits.nodes:
            what = "The files refer to each other too often to be put into one."
            raise DocumentError(
                [fault("CS1107", spot[1], self._files.position(spot), what)]
            )
        if depth > self._limits.depth:
            limit = self._limits.depth
            what = f"Put into one document, values nest deeper than {limit} levels."
            place = self._files.position(spot)
            raise DocumentError([fault("CS1102", spot[1], place, what, limit=limit)])


def _member(value: dict[str, Any], name: str) -> dict[str, Any]:
    """Give an object's member, which is made anew where it is no object."""
    if not isinstance(value.get(name), dict):
        value[name] = {}
    held: dict[str, Any] = value[name]
    return held

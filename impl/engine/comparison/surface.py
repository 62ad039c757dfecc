"""What a contract promises: its operations, with references followed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from impl.engine.comparison.keywords import as_list
from impl.engine.comparison.operation import TEMPLATE, Operation
from impl.engine.comparison.parts import (
    Content,
    Message,
    Parameter,
    normal_media_type,
)
from impl.engine.kinds import METHODS
from impl.engine.references import escape, parse_reference, resolve

if TYPE_CHECKING:
    from impl.engine.comparison.operation import Trail
    from impl.engine.faults import Position
    from impl.engine.reading import Contents

_LONGEST_CHAIN = 32
_UNKNOWN = object()
_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}


class Surface:
    """Read access to a contract of one document, through its references."""

    def __init__(self, contract: Contents) -> None:
        self.contract = contract
        self.content = contract.content
        self.old = contract.version == "3.0"
        # What another contract calls the security schemes of this one.
        self.scheme_names: dict[str, str] = {}
        self._targets: dict[str, str] = {}
        self._values: dict[str, Any] = {}

    @cached_property
    def operations(self) -> dict[str, Operation]:
        """The operations by method and path, whatever path parameters are called."""
        found = {}
        for path, item in self.entries("/paths"):
            if path.startswith("/"):
                for operation in self.of_item(item, path, ("operation",)):
                    found[operation.key] = operation
        return found

    @cached_property
    def webhooks(self) -> dict[str, Operation]:
        """The operations of webhooks."""
        found = {}
        for name, item in self.entries("/webhooks"):
            for operation in self.of_item(item, name, ("webhook",)):
                found[operation.key] = operation
        return found

    def find(self, trail: Trail) -> Operation | None:
        """Find an operation by its trail."""
        held = self.webhooks if trail[0] == "webhook" else self.operations
        found = held.get(trail[1])
        for noun, key in zip(trail[2::2], trail[3::2], strict=True):
            if found is None:
                return None
            found = found.callbacks.get(f"{noun.removeprefix('callback ')} {key}")
        return found

    def of_item(self, item: str, path: str, trail: Trail) -> Iterator[Operation]:
        """Give the operations of a path item; the trail leads to it."""
        value = self.map(item)
        template = TEMPLATE.sub("{}", path)
        found = [
            (method.upper(), f"{item}/{method}")
            for method in METHODS
            if isinstance(value.get(method), dict)
        ]
        found += [
            (method, f"{item}/additionalOperations/{escape(method)}")
            for method in self.map(f"{item}/additionalOperations")
        ]
        for method, pointer in found:
            key = f"{method} {template}"
            yield Operation(self, key, method, path, item, pointer, (*trail, key))

    def value(self, pointer: str, default: Any = None) -> Any:
        """Return what stands at a pointer."""
        known = self._values.get(pointer, _UNKNOWN)
        if known is _UNKNOWN:
            try:
                known = resolve(self.content, pointer)
            except LookupError:
                return default
            self._values[pointer] = known
        return known

    def map(self, pointer: str) -> dict[str, Any]:
        """Return the object at a pointer; an empty one if there is none."""
        value = self.value(pointer)
        return value if isinstance(value, dict) else {}

    def target(self, pointer: str) -> str:
        """Return where the object at a pointer really stands, through references."""
        known = self._targets.get(pointer)
        if known is None:
            known = pointer
            for _ in range(_LONGEST_CHAIN):
                value = self.value(known)
                reference = value.get("$ref") if isinstance(value, dict) else None
                there = self.follow(reference)
                if there is None:
                    break
                known = there
            self._targets[pointer] = known
        return known

    def follow(self, reference: Any) -> str | None:
        """Return the pointer that a reference within the document names."""
        if not isinstance(reference, str):
            return None
        address, fragment = parse_reference(reference)
        local = not address and (not fragment or fragment.startswith("/"))
        return fragment if local else None

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

    def position(self, pointer: str) -> tuple[str, Position]:
        """Say where a pointer was written."""
        return self.contract.source(pointer)

    def message(self, pointer: str) -> Message:
        """Read a request body or a response."""
        pointer = self.target(pointer)
        value = self.map(pointer)
        headers = {}
        for name, there in self.entries(f"{pointer}/headers"):
            header = self._parameter(there, name, "header")
            if name.lower() != "content-type":
                headers[name.lower()] = header
        links = {name: self.map(at) for name, at in self.entries(f"{pointer}/links")}
        required = value.get("required") is True
        return Message(pointer, required, self._contents(pointer), headers, links)

    def parameter(self, pointer: str) -> Parameter | None:
        """Read a parameter; None for one without a name or place."""
        value = self.map(pointer)
        name, place = value.get("name"), value.get("in")
        if not isinstance(name, str) or not isinstance(place, str):
            return None
        return self._parameter(pointer, name, place)

    def _parameter(self, pointer: str, name: str, place: str) -> Parameter:
        value = self.map(pointer)
        style = value.get("style")
        if not isinstance(style, str):
            style = _STYLES.get(place, "form")
        explode = value.get("explode")
        contents = list(self._contents(pointer).values())
        return Parameter(
            pointer,
            name,
            place,
            value.get("required") is True or place == "path",
            value.get("deprecated") is True,
            style,
            explode if isinstance(explode, bool) else style in {"form", "cookie"},
            value.get("allowReserved") is True,
            contents[0] if contents else None,
            f"{pointer}/schema" if "schema" in value else None,
            value.get("allowEmptyValue") is True and place == "query",
        )

    def _contents(self, pointer: str) -> dict[str, Content]:
        found = {}
        for name, there in self.entries(f"{pointer}/content"):
            media_type = normal_media_type(name)
            has_schema = "schema" in self.map(there)
            schema = f"{there}/schema" if has_schema else None
            found[media_type] = Content(media_type, there, schema)
        return found


def sunset_of(value: dict[str, Any]) -> str:
    """Return the date that an object announces for itself to go."""
    announced = value.get("x-sunset")
    return announced[:10] if isinstance(announced, str) else ""

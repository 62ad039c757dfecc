"""The contract as it was written: values by JSON Pointer, each with its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from impl.engine.documents import Document
from impl.engine.references import (
    escape,
    join,
    parse_reference,
    resolve,
)

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


class Source:
    """Read access to a checked document, through references."""

    def __init__(self, document: Document, data: bytes) -> None:
        self.document = document
        self.data = data
        self.content = cast("dict[str, Any]", document.content)
        self.version = document.version

    def get(self, pointer: str, default: Any = None) -> Any:
        """Return the value at `pointer`, or `default` where there is none."""
        try:
            return resolve(self.content, pointer)
        except LookupError:
            return default

    def follow(self, reference: str) -> str:
        """Return the pointer that a local `$ref` names."""
        return parse_reference(reference)[1]

    def target(self, pointer: str) -> str:
        """Return where the object at `pointer` really stands, following `$ref`s."""
        value = self.get(pointer)
        while isinstance(value, dict) and isinstance(value.get("$ref"), str):
            pointer = self.follow(value["$ref"])
            value = self.get(pointer)
        return pointer

    def children(self, pointer: str) -> Iterator[tuple[str, str]]:
        """Yield the name and the real pointer of each member at `pointer`."""
        value = self.get(pointer)
        names: Iterator[object]
        if isinstance(value, dict):
            names = iter(value)
        elif isinstance(value, list):
            names = iter(range(len(value)))
        else:
            return
        for name in names:
            yield str(name), self.target(f"{pointer}/{escape(str(name))}")

    def line(self, pointer: str) -> int:
        """Return the line of the value at `pointer`, from 1."""
        return self.document.position(pointer).line

    def operations(self) -> Iterator[tuple[str, str, str, str]]:
        """Yield path, method, pointer of the path item and of the operation."""
        for path in self.get("/paths", {}):
            if not path.startswith("/"):
                continue
            item = self.target(join("paths", path))
            for method in METHODS:
                if method in self.get(item, {}):
                    yield path, method, item, f"{item}/{method}"

"""The compiled contract: its bytes as written, and the gate made from its schemas."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from .gate import Gate


class Contract:
    """A folder with the contract's document, verbatim, its schemas, and their lines.

    Files are read when they are first needed.
    """

    def __init__(
        self, folder: Path, *, document: str, media_type: str, digest: str
    ) -> None:
        self._folder = folder
        self.name = document
        self.media_type = media_type
        self.digest = digest
        self.gate = Gate(self.schemas)

    @cached_property
    def document(self) -> bytes:
        """The contract, byte for byte."""
        return (self._folder / self.name).read_bytes()

    @cached_property
    def document_json(self) -> bytes:
        """The contract as JSON.

        Raises:
            ModuleNotFoundError: it is written in YAML and PyYAML is not installed.
        """
        if self.name.endswith(".json"):
            return self.document
        return json.dumps(_load_yaml(self.document), ensure_ascii=False).encode()

    def place(self, source: str) -> str:
        """Return in words where a reference leads: its line, if that is known."""
        file, _, pointer = source.partition("#")
        name = unquote(file) or "the contract"
        line = self._lines.get(source)
        return f"line {line} of {name}" if line else f"#{pointer} of {name}"

    @cached_property
    def _lines(self) -> dict[str, int]:
        loaded = json.loads((self._folder / "lines.json").read_bytes())
        lines: dict[str, int] = loaded
        return lines

    def schemas(self) -> dict[str, Any]:
        """Return the schemas by name."""
        loaded = json.loads((self._folder / "schemas.json").read_bytes())
        schemas: dict[str, Any] = loaded
        return schemas


def _load_yaml(data: bytes) -> Any:
    import yaml

    # Ten times as fast, where PyYAML was built with it.
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    # OpenAPI uses YAML's JSON schema (OpenAPI 3.1, §4.2): dates and times stay text.
    resolvers = {
        start: [(tag, rule) for tag, rule in rules if not tag.endswith(":timestamp")]
        for start, rules in base.yaml_implicit_resolvers.items()
    }
    loader = type("Loader", (base,), {"yaml_implicit_resolvers": resolvers})
    content = yaml.load(data, loader)
    info = content.get("info")
    if isinstance(info, dict) and isinstance(info.get("version"), int | float):
        # A version is a text: 1.10 is not 1.1.
        root = yaml.compose(data, loader)
        info["version"] = _written(root, "info", "version") or str(info["version"])
    return content


def _written(node: Any, *path: str) -> str | None:
    """Return a scalar as it is written; None if it stands elsewhere, and is merged."""
    for name in path:
        members = {key.value: value for key, value in node.value}
        if name not in members:
            return None
        node = members[name]
    found: str = node.value
    return found

"""Find the values in a JSON text, as deep as they are asked for."""

import json
import re
from json.decoder import scanstring  # type: ignore[attr-defined]  # lacks in typeshed

from impl.engine.merging.nodes import Node, NodeEntry, NodeKind

_SPACE = re.compile(r"[ \t\n\r]*")
# Values are skipped, not read: numbers need not be made.
_DECODER = json.JSONDecoder(strict=False, parse_int=str, parse_float=str)
_KINDS: dict[str, NodeKind] = {"{": "mapping", "[": "sequence"}


def json_nodes(text: str) -> Node:
    """Find the root of a valid JSON text."""
    return _Reader(text).node(0)


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text

    def node(self, offset: int) -> Node:
        start = self._skip(offset)
        _, end = _DECODER.raw_decode(self._text, start)
        kind = _KINDS.get(self._text[start], "scalar")
        read = None if kind == "scalar" else self._entries
        return Node(kind, start, end, start, kind != "scalar", read=read)

    def _entries(self, node: Node) -> list[NodeEntry]:
        found: list[NodeEntry] = []
        at = self._skip(node.body + 1)
        while self._text[at] not in "}]":
            start = after = at
            name = None
            if node.kind == "mapping":
                name, end = scanstring(self._text, at + 1, False)
                after = self._skip(end) + 1
            value = self.node(after)
            found.append(NodeEntry(start, after, value, name))
            at = self._skip(value.end)
            at = self._skip(at + 1) if self._text[at] == "," else at
        return found

    def _skip(self, offset: int) -> int:
        found = _SPACE.match(self._text, offset)
        return found.end() if found else offset

"""Find the values in a YAML text, by the events of libyaml."""

import re
from typing import Any

import yaml

from impl.engine.merging.nodes import Node, NodeEntry
from impl.engine.text.yaml_errors import without_tabs

_PROPERTIES = re.compile(r"(?:[&!]\S*(?:[ \t\r\n]+(?:#[^\r\n]*)?)*)+")
# What may stand between two items of a list: white space, comments, and before the
# first one an anchor or a tag.
_TO_DASH = re.compile(r"(?:\s+|#[^\r\n]*|[&!]\S*)*-")
_COLON = re.compile(r"[ \t]*:")
_COLLECTIONS = {
    yaml.MappingStartEvent: "mapping",
    yaml.SequenceStartEvent: "sequence",
}
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)


def yaml_nodes(text: str) -> Node:
    """Find the values of a YAML text that the engine has read, and so can be read."""
    mended = text
    while True:
        builder = _Builder(text)
        try:
            for event in yaml.parse(mended, Loader=yaml.CLoader):
                builder.take(event)
        except yaml.MarkedYAMLError as error:
            # As many spaces for the tabs: offsets stay the same.
            again = without_tabs(mended, error)
            if again is None:
                raise
            mended = again
        else:
            return builder.root


class _Builder:
    root: Node

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[Node] = []
        self._key: tuple[Any, int, int] | None = None
        self._anchors: dict[str, Node] = {}

    def take(self, event: Any) -> None:
        """Take the next event."""
        kind = type(event)
        if kind in _COLLECTIONS:
            node = self._made(_COLLECTIONS[kind], event)
            node.is_flow = bool(event.flow_style)
            node.known = []
            self._attach(node)
            self._open.append(node)
        elif kind in _ENDS:
            self._close(event)
        elif kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.AliasEvent:
            node = self._made("alias", event)
            node.target, node.shares = self._anchors[event.anchor], True
            self._attach(node)

    def _made(self, kind: Any, event: Any) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        properties = _PROPERTIES.match(self._text, start) if kind != "alias" else None
        body = properties.end() if properties else start
        node = Node(kind, start, end, max(start, min(body, max(end, start))))
        if kind in ("mapping", "sequence"):
            node.body = body
        if kind != "alias" and event.anchor:
            node.anchor, node.shares = event.anchor, True
            self._anchors[event.anchor] = node
        return node

    def _scalar(self, event: Any) -> None:
        parent = self._open[-1] if self._open else None
        if parent and parent.kind == "mapping" and self._key is None:
            start, end = event.start_mark.index, event.end_mark.index
            self._key = (event.value, start, end)
            if event.anchor:
                # An alias of a key is a text: nothing here ever keeps it.
                self._anchors[event.anchor] = Node("scalar", start, end, start)
                parent.shares = parent.is_opaque = True
            return
        node = self._made("scalar", event)
        if event.style in ("|", ">"):
            node.end = self._end_of_block(node)
        self._attach(node)

    def _end_of_block(self, node: Node) -> int:
        written = self._text[node.start : node.end]
        header = self._text[node.body : node.end].split("\n", 1)[0].split("#", 1)[0]
        return node.end if "+" in header else node.start + len(written.rstrip("\r\n"))

    def _attach(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if parent.kind == "mapping":
            name, start, end = self._key or ("", node.start, node.start)
            self._key = None
            colon = _COLON.match(self._text, end)
            parent.is_opaque |= colon is None or self._is_explicit(parent, start)
            after = colon.end() if colon else end
            parent.entries.append(NodeEntry(start, after, node, name))
            return
        start = after = node.start
        if not parent.is_flow:
            last = parent.entries[-1].end if parent.entries else parent.start
            dash = _TO_DASH.match(self._text, last)
            after = dash.end() if dash else node.start
            start = after - 1
            parent.is_opaque |= dash is None
        parent.entries.append(NodeEntry(start, after, node))

    def _is_explicit(self, parent: Node, start: int) -> bool:
        line = self._text.rfind("\n", 0, start) + 1
        before = self._text[line:start].rstrip(" \t")
        if parent.is_flow:
            return before.endswith("?")
        return before.endswith("?") and (len(before) == 1 or before[-2] in " \t")

    def _close(self, event: Any) -> None:
        node = self._open.pop()
        if node.is_flow:
            node.end = event.end_mark.index
            node.is_opaque |= self._text[node.body : node.body + 1] not in ("{", "[")
        elif node.entries:
            node.end = node.entries[-1].end
        node.shares |= any(entry.value.shares for entry in node.entries)

"""The text of what comes in: as theirs wrote it where that fits, else written anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.merging.draft import lines_of
from impl.engine.merging.rendering import block_lines, flow_text, plain_text
from impl.engine.openapi.pointers import split

if TYPE_CHECKING:
    from collections.abc import Mapping

    from impl.engine.merging.draft import Draft
    from impl.engine.merging.nodes import Node, NodeEntry

_MARK = "k"
_UNIT = "  "


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is laid out.

    Attributes:
        unit: the white space of a level; None if all is in one line.
        indents_lists: whether lists stand deeper than the key that holds them.
        is_json: whether it is JSON.
        is_tight: whether nothing stands behind commas and colons.
    """

    unit: str | None
    indents_lists: bool
    is_json: bool
    is_tight: bool


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands behind a colon or a dash: the rest of its line, and more lines.

    The lines are indented from where the key or the dash stands.
    """

    first: str
    more: list[str]


def style_of(draft: Draft, root: Node, *, is_json: bool) -> Style:
    """Look how a text is laid out, by what stands first in it."""
    if is_json:
        first = root.entries[0]
        is_one_line = "\n" not in draft.text[root.body : first.start]
        unit = None if is_one_line else draft.indent(first.start)
        is_tight = first.after == first.value.start
        return Style(unit, indents_lists=False, is_json=True, is_tight=is_tight)
    return Style(_UNIT, _indents_lists(draft, root), is_json=False, is_tight=False)


def _indents_lists(draft: Draft, root: Node) -> bool:
    stack = [root]
    while stack:
        node = stack.pop()
        for entry in node.entries:
            is_list = entry.value.kind == "sequence" and not entry.value.is_flow
            if is_list and entry.name is not None and entry.value.entries:
                dash = entry.value.entries[0].start
                return draft.column(dash) > draft.column(entry.start)
            stack.append(entry.value)
    return True


class Insertions:
    """Finds or makes the text of values from theirs.

    Args:
        style: of the text that they come into.
        theirs: the text that they come from.
        root: its values; None to write everything anew.
        their_style: how it is laid out.
        origins: where a value stands in theirs, by its pointer in the merged tree.
        old_comments: comments that theirs did not write.
    """

    def __init__(
        self,
        style: Style,
        theirs: Draft,
        root: Node | None,
        their_style: Style,
        origins: Mapping[str, str],
        old_comments: frozenset[str],
    ) -> None:
        self.style = style
        self._theirs = theirs
        self._root = root
        self._their_style = their_style
        self._origins = origins
        self._old_comments = old_comments

    def member_lines(self, key: str, value: Any, pointer: str) -> list[str]:
        """Write a new member of an object in block style."""
        entry = self._entry(pointer)
        tail = self._their_tail(entry)
        if entry and tail and entry.name == key:
            written = self._theirs.text[entry.start : entry.after]
            return [*self._comments_above(entry), f"{written}{tail.first}", *tail.more]
        return block_lines({key: value}, indents_lists=self.style.indents_lists)

    def item_lines(self, value: Any, pointer: str) -> list[str]:
        """Write a new item of an array in block style."""
        entry = self._entry(pointer)
        tail = self._their_tail(entry)
        if entry and tail and entry.name is None:
            return [*self._comments_above(entry), f"-{tail.first}", *tail.more]
        return block_lines([value], indents_lists=self.style.indents_lists)

    def tail(self, value: Any, pointer: str, *, is_item: bool) -> Tail:
        """Write what is to stand behind a colon or a dash that is there."""
        entry = self._entry(pointer)
        tail = self._their_tail(entry)
        if entry and tail and (entry.name is None) == is_item:
            return tail
        whole: Any = [value] if is_item else {_MARK: value}
        first, *more = block_lines(whole, indents_lists=self.style.indents_lists)
        return Tail(first[1 if is_item else 2 :], more)

    def flow(self, value: Any, pointer: str, indent: str | None) -> str:
        """Write a value in braces, brackets or quotes.

        Args:
            value: what to write.
            pointer: where it stands in the merged tree.
            indent: of the line that it starts in; None to write all in one line.
        """
        their_text = self._their_flow(pointer, indent)
        if their_text is not None:
            return their_text
        if not self.style.is_json and (plain := plain_text(value)):
            return plain
        if indent is None:
            return flow_text(value, is_tight=self.style.is_tight)
        written = flow_text(value, indent=self.style.unit or _UNIT)
        return written.replace("\n", f"\n{indent}")

    def _entry(self, pointer: str) -> NodeEntry | None:
        """Find the member or item in theirs that a merged value came from."""
        origin = self._origins.get(pointer)
        if origin is None or self._root is None:
            return None
        node, entry = self._root, None
        for token in split(origin):
            node = node.target or node
            entry = node.find(token)
            if entry is None or node.is_opaque:
                return None
            node = entry.value
        return entry

    def _their_tail(self, entry: NodeEntry | None) -> Tail | None:
        """Take it from theirs, if it is in block style and stands for itself alone."""
        if entry is None or self._their_style.is_json or self.style.is_json:
            return None
        text, value = self._theirs.text, entry.value
        is_bare = text[entry.after - 1 : entry.after] in (":", "-")
        if not is_bare or value.shares or text[entry.end - 1] in "\r\n":
            return None
        end = self._theirs.line_end(entry.end)
        comment = text[entry.end : end]
        if comment.strip() and not comment.lstrip().startswith("#"):
            return None
        first, *more = lines_of(text[entry.after : end].rstrip())
        column = self._theirs.column(entry.start)
        lines = [_dedented(line, column) for line in more]
        if any(line is None for line in lines):
            return None
        return Tail(first, [line for line in lines if line is not None])

    def _comments_above(self, entry: NodeEntry) -> list[str]:
        """Give the comments right above a member, at its column."""
        found: list[str] = []
        column = self._theirs.column(entry.start)
        at = self._theirs.line_start(entry.start)
        while at and self._theirs.indent(entry.start) is not None:
            above = self._theirs.line_start(at - 1)
            line = self._theirs.text[above:at].rstrip()
            if line[:column].strip(" ") or line[column:][:1] != "#":
                break
            if line[column:] not in self._old_comments:
                found.append(line[column:])
            at = above
        return found[::-1]

    def _their_flow(self, pointer: str, indent: str | None) -> str | None:
        entry = self._entry(pointer)
        if entry is None or not (self._their_style.is_json and self.style.is_json):
            return None
        text = self._theirs.text[entry.value.start : entry.value.end]
        if "\n" not in text:
            is_alike = self._their_style.is_tight == self.style.is_tight
            value = entry.value
            is_one = indent is None or not value.entries
            return text if is_one and is_alike else None
        theirs = self._theirs.indent(entry.start)
        if None in (indent, theirs) or self._their_style.unit != self.style.unit:
            return None
        first, *more = lines_of(text)
        if any(not line.startswith(theirs or "") for line in more):
            return None
        lines = (f"{indent}{line[len(theirs or '') :]}" for line in more)
        return "\n".join([first, *lines])


def _dedented(line: str, column: int) -> str | None:
    if not line.strip():
        return line[column:] if len(line) > column else ""
    return line[column:] if not line[:column].strip(" ") else None

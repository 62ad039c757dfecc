"""Change objects in braces and arrays in brackets: JSON, and flow style of YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from impl.engine.merging.rendering import flow_text

if TYPE_CHECKING:
    from impl.engine.merging.nodes import Node, NodeEntry
    from impl.engine.merging.plans import AddedMember, MemberPlan
    from impl.engine.merging.rewriting import Rewriter

_SEPARATOR = re.compile(r"\s*,\s*")


def edit(rewriter: Rewriter, node: Node, plan: MemberPlan) -> None:
    """Write what happens to the members or items of a node that keeps some."""
    if not plan.kept:
        _refill(rewriter, node, plan)
        return
    draft = rewriter.draft
    column = _column(rewriter, node)
    separator = _separator(rewriter, node, column)
    first = plan.kept[0].entry
    texts = {
        start: [_written(rewriter, new, column) for new in added]
        for start, added in plan.added.items()
    }
    if -1 in texts:
        draft.put(first.start, "".join(text + separator for text in texts[-1]))
    for kept in plan.kept:
        rewriter.visit(kept.entry, kept, node)
        for text in texts.get(kept.entry.start, ()):
            draft.put(kept.entry.end, separator + text)
    _remove(rewriter, node, plan)


def replace(rewriter: Rewriter, entry: NodeEntry, wanted: Any, pointer: str) -> None:
    """Put another value in place of a member's or an item's."""
    node, draft = entry.value, rewriter.draft
    text = rewriter.insertions.flow(
        wanted, pointer, _line_column(rewriter, entry.start)
    )
    if node.anchor and not isinstance(wanted, dict | list):
        text = f"&{node.anchor} {text}"
        node.wanted = wanted
    is_empty = node.start == node.end
    is_apart = draft.text[node.start - 1 : node.start].isspace()
    draft.swap(node.start, node.end, f" {text}" if is_empty and not is_apart else text)


def _remove(rewriter: Rewriter, node: Node, plan: MemberPlan) -> None:
    """Cut runs of members with the commas that they no longer need."""
    draft = rewriter.draft
    gone = {entry.start for entry in plan.removed}
    entries = node.entries
    at = 0
    while at < len(entries):
        if entries[at].start not in gone:
            at += 1
            continue
        end = at
        while end < len(entries) and entries[end].start in gone:
            end += 1
        if end < len(entries):
            draft.cut(entries[at].start, entries[end].start)
        else:
            draft.cut(entries[at - 1].end, entries[end - 1].end)
        at = end


def _refill(rewriter: Rewriter, node: Node, plan: MemberPlan) -> None:
    """Put other members in place of all that are there."""
    column = _column(rewriter, node)
    separator = _separator(rewriter, node, column)
    texts = [
        _written(rewriter, new, column)
        for added in plan.added.values()
        for new in added
    ]
    start, end = node.entries[0].start, node.entries[-1].end
    rewriter.draft.swap(start, end, separator.join(texts))


def _written(rewriter: Rewriter, new: AddedMember, column: int | None) -> str:
    draft, style = rewriter.draft, rewriter.insertions.style
    if new.moved:
        return draft.text[new.moved.start : new.moved.end]
    value = rewriter.insertions.flow(new.value, new.pointer, column)
    if new.key is None:
        return value
    colon = ":" if style.is_tight else ": "
    return f"{flow_text(new.key)}{colon}{value}"


def _column(rewriter: Rewriter, node: Node) -> int | None:
    """Say at which column members stand, if each has a line of its own."""
    draft = rewriter.draft
    first = node.entries[0].start
    if not draft.begins_line(first) or draft.line_start(first) <= node.body:
        return None
    return draft.column(first)


def _line_column(rewriter: Rewriter, at: int) -> int | None:
    """Say where the line of a member starts, if the text has such lines at all."""
    draft, style = rewriter.draft, rewriter.insertions.style
    if style.unit is None or not draft.begins_line(at):
        return None
    return draft.column(at)


def _separator(rewriter: Rewriter, node: Node, column: int | None) -> str:
    draft, entries = rewriter.draft, node.entries
    if len(entries) > 1:
        between = draft.text[entries[0].end : entries[1].start]
        if _SEPARATOR.fullmatch(between):
            return between
    if column is not None:
        return f",\n{' ' * column}"
    return "," if rewriter.insertions.style.is_tight else ", "

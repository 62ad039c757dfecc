"""Change objects in braces and arrays in brackets: JSON, and flow style of YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from impl.engine.merging.rendering import flow_text, plain_text

if TYPE_CHECKING:
    from impl.engine.merging.draft import Draft
    from impl.engine.merging.nodes import Node, NodeEntry
    from impl.engine.merging.plans import AddedMember, MemberPlan
    from impl.engine.merging.protocol import Rewriting

_SEPARATOR = re.compile(r"\s*,\s*")
_COMMA = re.compile(r"\s*,")


def edit(rewriter: Rewriting, node: Node, plan: MemberPlan) -> None:
    """Write what happens to the members or items of a node that has some."""
    indent = _indent(rewriter.draft, node)
    separator = _separator(rewriter, node, indent)
    texts = {
        start: [_written(rewriter, new, indent) for new in added]
        for start, added in plan.added.items()
    }
    if not plan.staying:
        everything = separator.join(text for each in texts.values() for text in each)
        start, end = node.entries[0].start, node.entries[-1].end
        rewriter.draft.swap(start, end, everything)
        return
    if -1 in texts:
        first = "".join(text + separator for text in texts[-1])
        rewriter.draft.put(plan.staying[0].start, first)
    kept = {each.entry.start: each for each in plan.kept}
    last = plan.staying[-1]
    for at, entry in enumerate(node.entries):
        if entry.start in kept:
            rewriter.visit(entry, kept[entry.start], node)
        new = texts.get(entry.start, [])
        if new and entry is not last:
            before_next = "".join(text + separator for text in new)
            rewriter.draft.put(node.entries[at + 1].start, before_next)
        elif new and entry is node.entries[-1]:
            _put_last(rewriter.draft, new, separator, entry)
        elif new:
            rewriter.draft.put(entry.end, "".join(separator + text for text in new))
        if entry is last:
            break
    _remove(rewriter.draft, node, plan)


def replace(rewriter: Rewriting, entry: NodeEntry, wanted: Any, pointer: str) -> None:
    """Put another value in place of a member's or an item's."""
    node, draft = entry.value, rewriter.draft
    indent = draft.indent(entry.start)
    is_one_line = rewriter.insertions.style.unit is None
    text = rewriter.insertions.flow(wanted, pointer, None if is_one_line else indent)
    if node.anchor and not isinstance(wanted, dict | list):
        text = f"&{node.anchor} {text}"
        node.wanted = wanted
    is_empty = node.start == node.end
    is_apart = draft.text[node.start - 1 : node.start].isspace()
    draft.swap(node.start, node.end, f" {text}" if is_empty and not is_apart else text)


def _put_last(draft: Draft, texts: list[str], separator: str, entry: NodeEntry) -> None:
    """Insert behind the last member, and behind the comment that stands there."""
    end = draft.line_end(entry.end)
    comma = _COMMA.match(draft.text, entry.end, end)
    if "#" not in draft.text[entry.end : end]:
        draft.put(entry.end, "".join(separator + text for text in texts))
        return
    if not comma:
        draft.put(entry.end, ",")
    line = separator.replace(",", "")
    added = ",".join(line + text for text in texts)
    draft.put(end, f"{added}," if comma else added)


def _remove(draft: Draft, node: Node, plan: MemberPlan) -> None:
    """Cut runs of members with the commas that they no longer need."""
    entries = node.entries
    gone = {entry.start for entry in plan.removed}
    at = 0
    while at < len(entries):
        end = at
        while end < len(entries) and entries[end].start in gone:
            end += 1
        if end > at and end < len(entries):
            draft.cut(entries[at].start, entries[end].start)
        elif end > at:
            before, first, last = entries[at - 1], entries[at], entries[end - 1]
            if before.start in plan.added or not _cut_lines(draft, before, first, last):
                draft.cut(before.end, last.end)
        at = end + 1


def _cut_lines(
    draft: Draft, before: NodeEntry, first: NodeEntry, last: NodeEntry
) -> bool:
    """Cut the last members, but not the comment behind the one before; tell if so."""
    comma = _COMMA.match(draft.text, before.end)
    has_comment = "#" in draft.text[before.end : first.start]
    if not has_comment or not comma or draft.indent(first.start) is None:
        return False
    draft.cut(comma.end() - 1, comma.end())
    draft.cut(draft.line_start(first.start), draft.next_line(last.end))
    return True


def _written(rewriter: Rewriting, new: AddedMember, indent: str | None) -> str:
    draft, style = rewriter.draft, rewriter.insertions.style
    if new.moved:
        return draft.text[new.moved.start : new.moved.end]
    value = rewriter.insertions.flow(new.value, new.pointer, indent)
    if new.key is None:
        return value
    plain = None if style.is_json else plain_text(new.key)
    return f"{plain or flow_text(new.key)}{':' if style.is_tight else ': '}{value}"


def _indent(draft: Draft, node: Node) -> str | None:
    """Say how members are indented, if each has a line of its own."""
    first = node.entries[0].start
    return draft.indent(first) if draft.line_start(first) > node.body else None


def _separator(rewriter: Rewriting, node: Node, indent: str | None) -> str:
    draft, entries = rewriter.draft, node.entries
    if len(entries) > 1:
        between = draft.text[entries[0].end : entries[1].start]
        if _SEPARATOR.fullmatch(between):
            return between
    if indent is not None:
        return f",\n{indent}"
    return "," if rewriter.insertions.style.is_tight else ", "

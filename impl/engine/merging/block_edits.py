"""Change YAML in block style, line by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from impl.engine.merging.draft import lines_of

if TYPE_CHECKING:
    from impl.engine.merging.draft import Draft
    from impl.engine.merging.nodes import Node, NodeEntry
    from impl.engine.merging.plans import AddedMember, MemberPlan
    from impl.engine.merging.protocol import Rewriting

# What a comment may stand behind: nothing, or what only announces the next lines.
_ANNOUNCES = re.compile(r"\s*(?:[|>][-+0-9]*\s*)?(?:#.*)?")


def edit(rewriter: Rewriting, node: Node, plan: MemberPlan) -> None:
    """Write what happens to the members or items of a node that has some."""
    if not plan.staying:
        _refill(rewriter, node, plan)
        return
    draft = rewriter.draft
    column = draft.column(node.entries[0].start)
    space = _has_space(draft, node)
    first = plan.staying[0]
    if -1 in plan.added:
        _put_first(rewriter, first, plan.added[-1], column)
    gone, moved = {entry.start for entry in plan.removed}, plan.moved
    kept = {each.entry.start: each for each in plan.kept}
    for at, entry in enumerate(node.entries):
        if entry.start in gone:
            _remove(rewriter, node, at, first, is_moved=entry.start in moved)
            continue
        if entry.start in kept:
            rewriter.visit(entry, kept[entry.start], node)
        for new in plan.added.get(entry.start, ()):
            lines = _lines(rewriter, new, column)
            if space:
                lines = ["", *lines]
            draft.put(_behind(draft, entry), draft.indented(lines, column))


def replace(rewriter: Rewriting, entry: NodeEntry, wanted: Any, pointer: str) -> None:
    """Put another value in place of a member's or an item's."""
    draft, node = rewriter.draft, entry.value
    tail = rewriter.insertions.tail(wanted, pointer, is_item=entry.name is None)
    head = draft.text[entry.after : node.start]
    first = tail.first
    if node.anchor and not isinstance(wanted, dict | list):
        first = f" &{node.anchor}{first}"
        node.wanted = wanted
    # Empty lines at its end may be its own; then it ends where a line starts.
    is_whole = draft.text[entry.end - 1] in "\r\n"
    end = entry.end if is_whole else draft.line_end(entry.end)
    comment = "" if is_whole else _comment_in(draft.text[entry.end : end])
    closing = "\n" if is_whole else ""
    if tail.more:
        comment = _comment_in(head) + comment
        lines = list(tail.more)
        if _ANNOUNCES.fullmatch(first):
            first += comment
        else:
            lines[-1] += comment
        written = draft.indented(lines, draft.column(entry.start))
        written = written.removesuffix("\n") + closing
        draft.swap(entry.after, end, f"{first}\n{written}")
    elif head and not head.strip(" "):
        draft.swap(node.start, node.end, first.lstrip(" ") + closing)
    else:
        # What stands behind the last of many members goes with it.
        last = end if node.entries else entry.end
        draft.swap(entry.after, last, first + head.rstrip() + closing)


def _comment_in(text: str) -> str:
    """Give the comment at the end of a line, with space before it."""
    line = lines_of(text)[0].strip()
    return f"  {line}" if line.startswith("#") else ""


def _lines(rewriter: Rewriting, new: AddedMember, column: int) -> list[str]:
    insertions, draft = rewriter.insertions, rewriter.draft
    if new.moved:
        start = new.moved.start
        if _begins_line(draft, new.moved):
            start = _with_comments(draft, new.moved, None) + column
        end = _behind(draft, new.moved)
        first, *more = lines_of(draft.text[start:end].rstrip("\r\n"))
        return [first, *(line[column:] for line in more)]
    if new.key is None:
        return insertions.item_lines(new.value, new.pointer)
    return insertions.member_lines(new.key, new.value, new.pointer)


def _behind(draft: Draft, entry: NodeEntry) -> int:
    """Find the line behind a member, and behind the comment at its end."""
    if draft.text[entry.end - 1] in "\r\n":
        return entry.end
    return draft.next_line(entry.end)


def _has_space(draft: Draft, node: Node) -> bool:
    """Tell whether empty lines stand between the members."""
    if len(node.entries) < 2:
        return False
    one, other = node.entries[-2:]
    between = lines_of(draft.text[one.end : other.start])[1:-1]
    return any(not line.strip() for line in between)


def _put_first(
    rewriter: Rewriting, first: NodeEntry, added: list[AddedMember], column: int
) -> None:
    draft = rewriter.draft
    lines = [line for new in added for line in _lines(rewriter, new, column)]
    written = draft.indented(lines, column)
    if _begins_line(draft, first):
        is_head = first.name is not None and not column
        above = draft.line_start(first.start)
        draft.put(above if is_head else _with_comments(draft, first, None), written)
    else:
        # Behind the dash of a list: there the first line is indented already.
        draft.put(first.start, written[column:] + " " * column)


def _remove(
    rewriter: Rewriting, node: Node, at: int, first: NodeEntry, *, is_moved: bool
) -> None:
    draft, entry = rewriter.draft, node.entries[at]
    end = _behind(draft, entry)
    if _begins_line(draft, entry):
        start = _with_comments(
            draft, entry, None if is_moved else rewriter.gone_comments
        )
        before = draft.text[:start].rstrip(" ")
        if before.endswith(draft.newline * 2) and _is_empty(draft, end):
            end = draft.next_line(end)
        draft.cut(start, end)
    elif first.start > entry.start:
        # What comes next moves up behind the dash, if no comment stands between.
        following = node.entries[at + 1]
        if "#" in draft.text[draft.line_end(entry.end) : following.start]:
            draft.cut(entry.start, min(end, draft.line_end(entry.end)))
        else:
            draft.cut(entry.start, following.start)


def _is_empty(draft: Draft, at: int) -> bool:
    return at >= len(draft.text) or not draft.text[at : draft.line_end(at)].strip()


def _begins_line(draft: Draft, entry: NodeEntry) -> bool:
    return draft.indent(entry.start) is not None


def _with_comments(draft: Draft, entry: NodeEntry, going: frozenset[str] | None) -> int:
    """Find where the comments start that go with a member; None stands for all."""
    start = draft.line_start(entry.start)
    column = entry.start - start
    at = start
    while at:
        above = draft.line_start(at - 1)
        line = draft.text[above:at].rstrip()
        if line[:column].strip(" ") or line[column:][:1] != "#":
            break
        if going is not None and line.strip() not in going:
            break
        at = above
    return at


def _refill(rewriter: Rewriting, node: Node, plan: MemberPlan) -> None:
    """Put other members in place of all that are there."""
    draft = rewriter.draft
    column = draft.column(node.entries[0].start)
    lines = [
        line
        for added in plan.added.values()
        for new in added
        for line in _lines(rewriter, new, column)
    ]
    written = draft.indented(lines, column)[column:].removesuffix("\n")
    draft.swap(node.entries[0].start, node.entries[-1].end, written)


def hold_last(draft: Draft, root: Node) -> None:
    """Keep a text in a block at the end of a file, which has no line end, as it is.

    What comes in behind it gives it one, unless the block says that it has none.
    """
    node = root
    while node.entries and not node.is_flow:
        node = node.entries[-1].value
    header = lines_of(draft.text[node.body : node.end])[0].partition("#")[0]
    is_block = header[:1] in ("|", ">") and not header.strip("|> 0123456789\t")
    if is_block and draft.grows and not draft.is_touched(node.body):
        draft.put(node.body + 1, "-")

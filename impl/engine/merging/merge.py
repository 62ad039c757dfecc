"""Merge three texts of a contract into one that keeps what its author wrote."""

from __future__ import annotations

import contextlib
import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from impl.engine.diagnostics.catalogue import fault
from impl.engine.diagnostics.diagnostic import DocumentError
from impl.engine.merging.block_edits import hold_last
from impl.engine.merging.draft import Draft, Unwritable
from impl.engine.merging.equality import same
from impl.engine.merging.insertions import Insertions, style_of
from impl.engine.merging.json_nodes import json_nodes
from impl.engine.merging.rewriting import Rewriter
from impl.engine.merging.trees import MergedTree, merge_trees
from impl.engine.merging.yaml_nodes import yaml_nodes
from impl.engine.openapi.pointers import escape
from impl.engine.text.documents import Document, load

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from impl.engine.merging.conflicts import ConflictingChange
    from impl.engine.merging.nodes import Node
    from impl.engine.text.limits import Limits

_LIMITS = "CS11"
_MARK = b"\xef\xbb\xbf"
_COMMENT = re.compile(r"^[ ]*(#.*?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Merged:
    """The text that both edits give."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Disputed:
    """Both sides changed the same places (at least one), each in its own way."""

    conflicts: tuple[ConflictingChange, ...]


def merge(
    base: bytes,
    theirs: bytes,
    ours: bytes,
    *,
    own: Collection[str] = (),
    limits: Limits | None = None,
) -> Merged | Disputed:
    """Bring into ours what theirs changed since the base.

    All three are OpenAPI documents, each in JSON or YAML. The merged text says exactly
    what both edits together say; outside of what came in it is ours, byte for byte.
    What came in is written as theirs wrote it where that fits, with its comments.

    Args:
        base: what both started from.
        theirs: what others made of it.
        ours: what the author made of it.
        own: JSON Pointers of what ours keeps where both changed it.
        limits: of each text.

    Raises:
        DocumentError: one of them, or what both edits give together, cannot be read;
            or ours is written in a way that does not take what comes in. Positions
            name the text: base, theirs, ours or merged.
    """
    texts = (
        load(base, name="base", limits=limits),
        load(theirs, name="theirs", limits=limits),
        load(ours, name="ours", limits=limits),
    )
    contents = texts[0].content, texts[1].content, texts[2].content
    tree = merge_trees(*contents, own=own)
    if tree.conflicts:
        return Disputed(tuple(tree.conflicts))
    if tree.content is texts[2].content:
        return Merged(ours)
    mark = _MARK if ours.startswith(_MARK) else b""
    said: Any = texts[2].content
    for text in _written(texts, tree):
        data = mark + text.encode("utf-8")
        try:
            said = load(data, name="merged", limits=limits).content
        except DocumentError as error:
            if error.faults[0].code.startswith(_LIMITS):
                raise
            continue
        if same(said, tree.content):
            return Merged(data)
    pointer = _first_difference(said, tree.content)
    what = "What the other side changed cannot be written into the text here."
    raise DocumentError([fault("CS1801", pointer, texts[2].position(pointer), what)])


def _written(
    texts: tuple[Document, Document, Document], tree: MergedTree
) -> Iterator[str]:
    """Write what both edits give, the best way first."""
    # What theirs wrote may mean something else at its new place. Then it is rewritten.
    for as_written in (True, False):
        draft = _draft(texts, tree, as_written=as_written)
        with contextlib.suppress(Unwritable):
            text = draft.written()
            yield text
            if not text.endswith(draft.newline):
                # A block that came in last may mean the end of its last line, too.
                yield text + draft.newline


def _draft(
    texts: tuple[Document, Document, Document], tree: MergedTree, *, as_written: bool
) -> Draft:
    base, theirs, ours = texts
    draft, their_draft = Draft(ours.text), Draft(theirs.text)
    root, their_root = _nodes(ours, draft), _nodes(theirs, their_draft)
    old = new = frozenset[str]()
    if base.format == theirs.format == ours.format == "yaml":
        old, new = _comments(base), _comments(theirs)
    # A text without any of the base's comments was written by a program, and says
    # nothing about them.
    gone = old - new if old & new else frozenset()
    insertions = Insertions(
        style_of(draft, root, is_json=ours.format == "json"),
        their_draft,
        their_root if as_written else None,
        style_of(their_draft, their_root, is_json=theirs.format == "json"),
        tree.origins,
        old,
    )
    Rewriter(draft, insertions, tree.kept, gone).rewrite(
        root, ours.content, tree.content
    )
    if ours.format == "yaml":
        hold_last(draft, root)
    return draft


def _nodes(document: Document, draft: Draft) -> Node:
    if document.format == "json":
        return json_nodes(draft.text)
    return yaml_nodes(draft.text)


def _comments(document: Document) -> frozenset[str]:
    """Give the comments that have lines of their own."""
    scalars = [
        (node.start, node.end)
        for node in yaml_nodes(document.text).walk()
        if node.kind == "scalar"
    ]
    found = set()
    for line in _COMMENT.finditer(document.text):
        at = bisect_right(scalars, (line.start(1), len(document.text))) - 1
        if at < 0 or scalars[at][1] <= line.start(1):
            found.add(line.group(1))
    return frozenset(found)


def _first_difference(one: Any, other: Any, pointer: str = "") -> str:
    if isinstance(one, dict) and isinstance(other, dict):
        pairs = [(key, one.get(key), other.get(key)) for key in {**other, **one}]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = [
            (str(at), a, b) for at, (a, b) in enumerate(zip(one, other, strict=True))
        ]
    else:
        return pointer
    for key, a, b in pairs:
        if not same(a, b):
            return _first_difference(a, b, f"{pointer}/{escape(key)}")
    return pointer

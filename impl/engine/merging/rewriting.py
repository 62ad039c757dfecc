"""Make a text say something else, and change no more of it than that takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from impl.engine.merging import block_edits, flow_edits, plans
from impl.engine.merging.equality import same
from impl.engine.merging.nodes import ABSENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from impl.engine.merging.draft import Draft
    from impl.engine.merging.insertions import Insertions
    from impl.engine.merging.nodes import Node, NodeEntry


class Rewriter:
    """Writes the changes to one text.

    Args:
        draft: the text.
        insertions: the text of what comes in.
        kept: where the items of changed lists stood before, by pointer.
        gone_comments: comments that go with what they stand above.
    """

    def __init__(
        self,
        draft: Draft,
        insertions: Insertions,
        kept: Mapping[str, Sequence[int | None]],
        gone_comments: frozenset[str],
    ) -> None:
        self.draft = draft
        self.insertions = insertions
        self.gone_comments = gone_comments
        self._kept = kept

    def rewrite(self, root: Node, current: Any, wanted: Any) -> None:
        """Make the whole text say what is wanted, an object like the current one."""
        self._inside(root, current, wanted, "")

    def visit(self, entry: NodeEntry, kept: plans.KeptMember, parent: Node) -> None:
        """Make one member or item say what is wanted."""
        node = entry.value
        current, wanted, pointer = kept.current, kept.wanted, kept.pointer
        if node.kind == "alias":
            stands_for = node.target.wanted if node.target else ABSENT
            if stands_for is ABSENT or not same(stands_for, wanted):
                self._replace(entry, wanted, pointer, parent)
            return
        if same(current, wanted) and not node.shares:
            return
        if self._is_edited(node, current, wanted):
            self._inside(node, current, wanted, pointer)
        elif same(current, wanted):
            node.wanted = wanted
        else:
            self._replace(entry, wanted, pointer, parent)

    def _is_edited(self, node: Node, current: Any, wanted: Any) -> bool:
        """Tell whether an object or array stays, with other content."""
        if node.kind == "scalar" or type(current) is not type(wanted):
            return False
        if node.is_opaque:
            return same(current, wanted)
        return bool(node.entries and wanted) or same(current, wanted)

    def _inside(self, node: Node, current: Any, wanted: Any, pointer: str) -> None:
        if node.kind == "mapping":
            plan = plans.of_members(node, current, wanted, pointer)
        else:
            kept = self._kept.get(pointer)
            plan = plans.of_items(node, current, wanted, pointer, kept)
        edit = flow_edits.edit if node.is_flow else block_edits.edit
        edit(self, node, plan)
        node.wanted = wanted

    def _replace(
        self, entry: NodeEntry, wanted: Any, pointer: str, parent: Node
    ) -> None:
        replace = flow_edits.replace if parent.is_flow else block_edits.replace
        replace(self, entry, wanted, pointer)
